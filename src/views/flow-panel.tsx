import type { SideOutcome } from '../engine/result';
import { poolsInForce } from '../scenario/defaults';
import type { PoolChoice, SideScenario } from '../scenario/scenario';
import { count } from '../units/format';
import { ARCHITECTURE_TEXT } from './architectures';
import { chipName } from './chip-choice';
import type { FlowSide } from './flow/draw';
import { FlowFigure } from './flow/flow-figure';
import { useInspection, useRun, useScenario, useStores } from './use-stores';
import { useTheme } from './use-theme';

/** Gives the flow what it draws: the newest run of each side, or why there is none. */
export function FlowPanel() {
  const { clock, view, inspection } = useStores();
  const a = useScenario((state) => state.scenario.a);
  const b = useScenario((state) => state.scenario.b);
  const outcome = useRun((state) => state.outcome);
  const selected = useInspection((state) => state.selected);
  const theme = useTheme();
  return (
    <FlowFigure
      a={flowSide(a, outcome?.a)}
      b={b && flowSide(b, outcome?.b ?? undefined)}
      clock={clock}
      viewStore={view}
      theme={theme}
      selected={selected}
      onSelect={(side, request) => inspection.getState().select({ side, request })}
    />
  );
}

function flowSide(side: SideScenario, outcome: SideOutcome | undefined): FlowSide {
  const label = `${ARCHITECTURE_TEXT[side.architecture].short}: ${chipsOf(side)}`;
  if (!outcome) return { label, snapshot: null, note: 'Working out the first answer …' };
  return { label, snapshot: outcome.snapshot, note: outcome.report.reason };
}

function chipsOf(side: SideScenario): string {
  const { prefill, decode } = poolsInForce(side);
  const text = (pool: PoolChoice) => `${count(pool.count)} × ${chipName(pool.chip)}`;
  const way = [prefill, decode].filter((pool) => pool !== null).map(text);
  const beside = [side.architecture === 'afd' ? side.split.ffn : null, side.spec?.pool ?? null];
  return [way.join(' → '), ...beside.filter((pool) => pool !== null).map(text)].join(' + ');
}

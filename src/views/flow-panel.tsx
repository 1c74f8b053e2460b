import type { SideOutcome } from '../engine/result';
import type { Custom } from '../scenario/custom';
import { poolsInForce } from '../scenario/defaults';
import type { PoolChoice, SideScenario } from '../scenario/scenario';
import { count } from '../units/format';
import { layoutText } from './architectures';
import { chipName } from './chip-name';
import type { FlowSide } from './flow/draw';
import { FlowFigure } from './flow/flow-figure';
import { pageParts } from './page-parts';
import type { SideName } from './side-names';
import { useInspection, useRun, useScenario, useStores } from './use-stores';
import { Unhurried } from './unhurried';
import { useSideNames } from './use-side-names';
import { useTheme } from './use-theme';

/** The flow takes a new run now and then while a slider moves: a cluster that starts over in every frame tells nothing. */
export function FlowPanel() {
  return (
    <Unhurried pace="now and then">
      <FlowOfRun />
    </Unhurried>
  );
}

/** Gives the flow what it draws: the newest run of each side, or why there is none. */
function FlowOfRun() {
  const { clock, view, inspection } = useStores();
  const a = useScenario((state) => state.scenario.a);
  const b = useScenario((state) => state.scenario.b);
  const own = useScenario((state) => state.scenario.custom);
  const names = useSideNames();
  const outcome = useRun((state) => state.outcome);
  const withAnswer = useScenario((state) => pageParts(state.scenario.view).answer);
  const selected = useInspection((state) => state.selected);
  const theme = useTheme();
  return (
    <FlowFigure
      a={flowSide(a, names.a, own, outcome?.a, withAnswer)}
      b={b && names.b && flowSide(b, names.b, own, outcome?.b ?? undefined, withAnswer)}
      clock={clock}
      viewStore={view}
      theme={theme}
      selected={selected}
      onSelect={(side, request) => inspection.getState().select({ side, request })}
    />
  );
}

/** Why a side does not run is said once: by the Answer, where that is on the page too. */
function flowSide(
  side: SideScenario,
  { kind }: SideName,
  own: Custom,
  outcome: SideOutcome | undefined,
  withAnswer: boolean,
): FlowSide {
  const label = `${kind}: ${chipsOf(side, own)}${layoutText(side)}`;
  if (!outcome) return { label, snapshot: null, note: 'Working out the first answer …', mean: null };
  const { reason, tokens_per_s_per_user: mean } = outcome.report;
  const note =
    reason !== null && withAnswer ? 'This cannot run; the reason stands with the numbers.' : reason;
  return { label, snapshot: outcome.snapshot, note, mean };
}

function chipsOf(side: SideScenario, own: Custom): string {
  const { prefill, decode } = poolsInForce(side);
  const text = (pool: PoolChoice) => `${count(pool.count)} × ${chipName(pool.chip, own)}`;
  const way = [prefill, decode].filter((pool) => pool !== null).map(text);
  const beside = [side.architecture === 'afd' ? side.split.ffn : null, side.spec?.pool ?? null, ...side.more];
  return [way.join(' → '), ...beside.filter((pool) => pool !== null).map(text)].join(' + ');
}

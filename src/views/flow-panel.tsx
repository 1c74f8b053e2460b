import type { SideOutcome } from '../engine/result';
import type { Custom } from '../scenario/custom';
import { poolsBeside, poolsInForce } from '../scenario/defaults';
import type { PoolChoice, SideScenario } from '../scenario/scenario';
import { count } from '../units/format';
import { layoutText } from './architectures';
import { chipName } from './chip-name';
import type { FlowSide } from './flow/draw';
import { FlowFigure } from './flow/flow-figure';
import type { SideName } from './side-names';
import { MUCH, shareOfTpot } from './tpot-share';
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
  const selected = useInspection((state) => state.selected);
  const theme = useTheme();
  return (
    <FlowFigure
      a={flowSide(a, names.a, own, outcome?.a)}
      b={b && names.b && flowSide(b, names.b, own, outcome?.b ?? undefined)}
      clock={clock}
      viewStore={view}
      theme={theme}
      selected={selected}
      onSelect={(side, request, token) => inspection.getState().select({ side, request }, true, token)}
    />
  );
}

function flowSide(
  side: SideScenario,
  { kind }: SideName,
  own: Custom,
  outcome: SideOutcome | undefined,
): FlowSide {
  const label = `${kind}: ${chipsOf(side, own)}${layoutText(side)}`;
  if (!outcome)
    return { label, snapshot: null, asked: null, note: 'Working out the first answer …', mean: null };
  const { snapshot, asked = null, report } = outcome;
  return {
    label,
    snapshot,
    asked,
    note: report.reason,
    mean: report.tokens_per_s_per_user,
    // Then the mean is far from what is seen to stream.
    meanWaits: shareOfTpot(report, 'room', 'transfer', 'wait') >= MUCH,
  };
}

function chipsOf(side: SideScenario, own: Custom): string {
  const { prefill, decode } = poolsInForce(side);
  const text = (pool: PoolChoice) => `${count(pool.count)} × ${chipName(pool.chip, own)}`;
  const way = [prefill, decode].filter((pool) => pool !== null).map(text);
  return [way.join(' → '), ...poolsBeside(side).map(text)].join(' + ');
}

import type { SideReport } from '../engine/result';
import type { RunState } from '../store/run-store';
import { count } from '../units/format';
import { shownReports } from './answer/shown-reports';
import { useRun } from './use-stores';

/** Companions choose for themselves, whatever a side asks for. */
const COMPANIONS = ['draft', 'ffn'];

/** Tensor parallelism in force, by the report: `TP 8`, or `TP 8 in prefill, TP 4 in decode`; null where there is none. */
export function degreesText(report: SideReport | null | undefined): string | null {
  if (!report?.feasible) return null;
  const asked = report.pools.filter(({ role }) => !COMPANIONS.includes(role));
  const isSram = (name: string) => report.tiers.some(({ pool, tier }) => pool === name && tier === 'sram');
  const shared = asked.filter(({ name, chips }) => chips > 1 && !isSram(name));
  const [first] = shared;
  if (!first) return null;
  const alike = shared.every((pool) => pool.tensor_parallel === first.tensor_parallel);
  if (alike && shared.length === asked.length) return `TP ${first.tensor_parallel}`;
  return shared.map(({ name, tensor_parallel }) => `TP ${tensor_parallel} in ${name}`).join(', ');
}

/** Chips that no instance takes, which are paid for all the same: `3 left over`; null where there are none. */
export function leftOverText({ pools }: Pick<SideReport, 'pools'>): string | null {
  const left = pools.reduce((sum, pool) => sum + pool.chips_left_over, 0);
  return left > 0 ? `${count(left)} left over` : null;
}

export function useLeftOver(id: 'a' | 'b'): string | null {
  return useRun((state) => {
    const report = reportOf(state, id);
    return report ? leftOverText(report) : null;
  });
}

export function useDegrees(id: 'a' | 'b'): string | null {
  return useRun((state) => degreesText(reportOf(state, id)));
}

/** Of the run that is shown, or of the estimate that stands in for it. */
function reportOf(state: RunState, id: 'a' | 'b'): SideReport | null | undefined {
  return shownReports(state, state.status !== 'done' && state.late, true)[id];
}

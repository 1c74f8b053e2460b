import type { SideReport } from '../../engine/result';
import type { FrontierLine } from '../../worker/api';
import type { Row } from './curve-table';

/** The numbers behind the charts that are no curves, as columns with SI units in their names. */

interface Sides<T> {
  a: T;
  b: T | null;
}

const sidesOf = <T>({ a, b }: Sides<T>): { side: string; of: T }[] => [
  { side: 'a', of: a },
  ...(b === null ? [] : [{ side: 'b', of: b }]),
];

/** One row for each layout and number of users. */
export function frontierRows(lines: Sides<readonly FrontierLine[]>): Row[] {
  return sidesOf(lines).flatMap(({ side, of }) =>
    of.flatMap(({ tensorParallel, points }) =>
      points.map((point) => ({
        side,
        tensor_parallel: tensorParallel,
        users: point.users,
        batch: point.batch,
        requests_per_s: point.requestsPerSecond,
        tokens_per_s_per_user: point.tokensPerSecondPerUser,
        tokens_per_s_per_chip: point.tokensPerSecondPerChip,
        tokens_per_s_per_kw: point.tokensPerSecondPerKilowatt,
        tokens_per_s_per_usd_per_h: point.tokensPerSecondPerUsdPerHour,
      })),
    ),
  );
}

/** One row for the mean and each percentile; the parts of a row sum to its end-to-end time. */
export function waterfallRows(reports: Sides<SideReport>): Row[] {
  return sidesOf(reports).flatMap(({ side, of: { waterfall, e2e_parts_s: mean, e2e_s } }) => [
    ...(mean && e2e_s ? [{ side, percentile: 'mean', request: null, e2e_s: e2e_s.mean, ...mean }] : []),
    ...Object.entries(waterfall ?? {}).map(([percentile, parts]) => ({ side, percentile, ...parts })),
  ]);
}

/**
 * One row for each part; the rows of a side sum to its energy with nodes and cooling, in the part of the run that rates
 * and the page's own numbers are of, or in all of it where there is no such part.
 */
export function energyRows(reports: Sides<SideReport>): Row[] {
  return sidesOf(reports).flatMap(({ side, of: report }) => {
    const { steady, duration_s } = report;
    const { energy_parts_j: parts, facility_energy_j: all } = steady ?? report;
    return Object.entries(parts ?? {}).map(([part, joules]) => ({
      side,
      part,
      energy_j: joules,
      share: all === null || all === 0 ? null : joules / all,
      span_s: steady === null ? duration_s : steady.to_s - steady.from_s,
    }));
  });
}

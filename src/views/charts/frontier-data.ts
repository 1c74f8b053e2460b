import type { SideReport } from '../../engine/result';
import type { FrontierLine } from '../../worker/api';
import { dollars, rate } from '../../units/format';
import { FREE, MANY_WAYS, NO_POWER, NO_PRICE, UNABLE, type Why } from './reasons';

/** What the tokens of a second are divided by. */
export type Measure = 'chip' | 'kilowatt' | 'dollar';

export const MEASURES: Record<Measure, { label: string; unit: string; short: string; unknown: Why }> = {
  chip: { label: 'Per chip', unit: 'tok/s per chip', short: 'per chip', unknown: UNABLE },
  kilowatt: {
    label: 'Per kW',
    unit: 'tok/s per kW',
    short: 'per kW',
    unknown: NO_POWER,
  },
  dollar: {
    label: 'Per $/h',
    unit: 'tok/s per $/h',
    short: 'per $/h',
    unknown: NO_PRICE,
  },
};

export const MEASURE_IDS: readonly Measure[] = ['chip', 'kilowatt', 'dollar'];

export interface FrontierDot {
  tensorParallel: FrontierLine['tensorParallel'];
  current: boolean;
  users: number;
  batch: number;
  /** Answered by the whole side. */
  requestsPerSecond: number;
  /** Tokens a second for each user. */
  x: number;
  y: number;
  /** No other dot of its side gives each user as much and makes as much. */
  best: boolean;
}

export interface FrontierCurve {
  side: 'A' | 'B';
  name: string;
  dots: FrontierDot[];
  /** The scenario at its own load. `full`: more than the side can answer, so that no point of its line is where it stands. */
  now: { x: number; y: number; full: boolean } | null;
}

const FIELD = {
  chip: 'tokensPerSecondPerChip',
  kilowatt: 'tokensPerSecondPerKilowatt',
  dollar: 'tokensPerSecondPerUsdPerHour',
} as const;

/** Dots of one side in one measure; none where the measure is unknown. */
export function frontierCurve(
  side: 'A' | 'B',
  name: string,
  lines: readonly FrontierLine[],
  report: SideReport | null | undefined,
  measure: Measure,
): FrontierCurve {
  const dots = lines.flatMap(({ tensorParallel, current, points }) =>
    points.flatMap((point) => {
      const y = point[FIELD[measure]];
      const { users, batch, requestsPerSecond, tokensPerSecondPerUser: x } = point;
      // Per dollar of chips that cost nothing there is no end of tokens.
      return y === null || !Number.isFinite(y)
        ? []
        : [{ tensorParallel, current, users, batch, requestsPerSecond, x, y, best: false }];
    }),
  );
  const best = undominated(dots);
  const now = report ? ownPoint(report, measure) : null;
  return { side, name, dots: dots.map((dot, i) => ({ ...dot, best: best.has(i) })), now };
}

/** Sides without a line, and why. */
export function withoutLine(
  curves: readonly FrontierCurve[],
  { a, b = null }: { a: SideReport | null; b?: SideReport | null | undefined },
  measure: Measure,
): { side: 'A' | 'B'; why: Why }[] {
  return curves
    .filter(({ dots }) => dots.length === 0)
    .map(({ side, now }) => {
      if (now !== null) return { side, why: MANY_WAYS };
      const report = side === 'A' ? a : b;
      const free = measure === 'dollar' && report?.usd_per_hour === 0;
      const why = free ? FREE : MEASURES[measure].unknown;
      return { side, why: report?.feasible === true ? why : UNABLE };
    });
}

/** Chips whose prices are this many times apart are different things to count. */
const ALIKE = 3;

/** What a count of chips leaves out where those of A and B are of different kinds; '' where they are not. */
export function unlikeChips(a: SideReport | null, b: SideReport | null | undefined): string {
  const priceOf = (report: SideReport | null | undefined) =>
    report?.usd_per_hour && report.chips ? report.usd_per_hour / report.chips : null;
  const [p, q] = [priceOf(a), priceOf(b)];
  if (p === null || q === null || Math.max(p / q, q / p) < ALIKE) return '';
  return `A chip of A costs ${dollars(p)} an hour, one of B ${dollars(q)}: “Per $/h” counts what they cost.`;
}

/** Indices of the points that no other one beats in both directions. */
export function undominated(points: readonly { x: number; y: number }[]): Set<number> {
  const order = points
    .map((_, i) => i)
    .sort((i, j) => points[j]!.x - points[i]!.x || points[j]!.y - points[i]!.y);
  const kept = new Set<number>();
  let highest = -Infinity;
  for (const i of order) {
    const { y } = points[i]!;
    if (y <= highest) continue;
    kept.add(i);
    highest = y;
  }
  return kept;
}

function ownPoint(report: SideReport, measure: Measure): FrontierCurve['now'] {
  const { tokens_per_s_per_user: x, output_tokens_per_s: output } = report;
  const divisor = {
    chip: report.chips,
    kilowatt: report.power_w === null ? null : report.power_w / 1000,
    dollar: report.usd_per_hour,
  }[measure];
  if (!report.feasible || x === null || output === null || divisor === null) return null;
  const y = output / divisor;
  return x > 0 && y > 0 && Number.isFinite(y) ? { x, y, full: report.saturated } : null;
}

/** Closer than this is the same speed. */
const SAME = 1.02;

/** The two ends of each frontier in a sentence; empty when nothing is known. */
export function frontierSentence(curves: readonly FrontierCurve[], unit: string): string {
  const ends = curves
    .filter((curve) => curve.dots.length > 0)
    .map(({ side, dots }) => ({
      side,
      fastest: Math.max(...dots.map((dot) => dot.x)),
      most: Math.max(...dots.map((dot) => dot.y)),
    }));
  const [a, b] = ends;
  if (!a) return '';
  if (!b)
    return `${a.side} gives a user up to ${rate(a.fastest)} tok/s, and makes up to ${rate(a.most)} ${unit}.`;
  const [quick, slow] = a.fastest > b.fastest ? [a, b] : [b, a];
  const speed =
    quick.fastest > slow.fastest * SAME
      ? `Only ${quick.side} gives a user more than ${rate(slow.fastest)} tok/s. `
      : `Both give a user up to ${rate(quick.fastest)} tok/s. `;
  return `${speed}Full, A makes ${rate(a.most)} and B ${rate(b.most)} ${unit}.`;
}

/** How a line's layout is called. */
export function degreeText(tensorParallel: FrontierLine['tensorParallel']): string {
  if (tensorParallel === null) return 'whole machine';
  return tensorParallel === 'auto' ? 'TP auto' : `TP ${String(tensorParallel)}`;
}

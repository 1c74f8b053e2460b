import type { SideReport } from '../../engine/result';
import { count, significant } from '../../units/format';
import { SAME_AN_HOUR, relationOf, type Metric, type MetricId } from './metrics';
import { amount, EXACTLY, relate, withinNoise } from './relation';
import type { ShownReports } from './shown-reports';
import { pairedSentence, pairsText } from './sure-words';

/** How the difference of two numbers comes out of them, in words. */

const SECONDS = [
  [1, '\u202fs'],
  [1e-3, '\u202fms'],
  [1e-6, '\u202fµs'],
] as const;
const JOULES = [
  [1, '\u202fJ'],
  [1e-3, '\u202fmJ'],
] as const;

const UNITS: Partial<Record<MetricId, readonly (readonly [from: number, unit: string])[]>> = {
  ttft: SECONDS,
  tpot: SECONDS,
  e2e: SECONDS,
  energy: JOULES,
};

/** Prints numbers of a metric in one unit, that of the larger of two, with digits enough for their ratio. */
function printer(id: MetricId, larger: number): (value: number) => string {
  if (id === 'chips') return count;
  if (id === 'cost') return (value) => `$${significant(value, 5)}`;
  const units = UNITS[id];
  if (!units) return (value) => significant(value, 5);
  const [scale, unit] = units.find(([from]) => larger >= from) ?? units.at(-1)!;
  return (value) => `${significant(value / scale, 5)}${unit}`;
}

export interface DeltaWords {
  /** The ratio, from the two numbers to what the table says. */
  ratio: string;
  /** B − A. */
  gap: string;
  /** Why a ratio that is not one is called the same; null where none is. */
  whySame: string | null;
}

/** Null where the table has no difference either. */
export function deltaWords(metric: Metric, a: SideReport | null, b: SideReport | null): DeltaWords | null {
  const relation = relationOf(metric, a, b);
  const [p, q] = [a && metric.value(a), b && metric.value(b)];
  if (!relation || p === null || q === null) return null;
  const print = printer(metric.id, Math.max(p, q));
  const gap = `${q === p ? '' : q > p ? '+' : '−'}${metric.print(Math.abs(q - p))}`;
  const divided = (top: 'A' | 'B', less: string) =>
    top === 'B'
      ? `B ÷ A${less} = ${print(q)} ÷ ${print(p)}${less}`
      : `A ÷ B${less} = ${print(p)} ÷ ${print(q)}${less}`;
  if (relation.kind === 'same') {
    return { ratio: `${divided('B', '')} = ${significant(q / p, 4)}`, gap, whySame: whySame(metric, a!, b!) };
  }
  const { kind, times } = relation;
  const less = amount(times).endsWith('%') ? ' − 1' : '';
  return {
    ratio: `${divided(kind === 'more' ? 'B' : 'A', less)} = ${amount(times)} ${metric[kind]}`,
    gap,
    whySame: null,
  };
}

function whySame(metric: Metric, a: SideReport, b: SideReport): string | null {
  const exactly = relate(metric.value(a), metric.value(b), EXACTLY);
  if (exactly?.kind === 'same') return null;
  return metric.same?.(a, b)
    ? SAME_AN_HOUR.why
    : 'Less than 2% apart is called the same: the model itself is not exact to that.';
}

/** Whether the difference may be chance, a sentence each. */
export function chanceWords(metric: Metric, { a, b, difference }: ShownReports): string[] {
  if (metric.id === 'chips') return ['Chips are counted: nothing of it is chance.'];
  if (metric.paired === undefined)
    return [
      'One number of a whole run on each side, so it has no interval; it moves a little with where a run ends.',
    ];
  if (a?.method !== 'simulated' || b?.method !== 'simulated' || difference === null)
    return ['How much of it may be chance comes with the simulation.'];
  const paired = difference[metric.paired];
  if (paired === null) return ['No request has this time on both sides, so how sure it is cannot be said.'];
  const sure =
    paired.ci95 === null || paired.mean === 0
      ? []
      : [
          withinNoise(paired)
            ? 'That interval holds zero, so the difference may be chance: a longer run can tell.'
            : 'That interval does not hold zero, so chance alone hardly makes it.',
        ];
  // A speed is told by the time of a token, whose mean it is one over.
  const inverse = metric.id === 'speed' ? ['Speed is 1 ÷ TPOT, so TPOT tells how sure it is.'] : [];
  const own = [a.warmup_requests, b.warmup_requests];
  return [...inverse, pairedSentence(metric.paired, paired), ...sure, pairsText(difference, own)];
}

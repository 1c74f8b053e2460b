import type { PlanOptions } from '../../scenario/plan/plan';
import type { Goal } from '../../scenario/plan/search';
import { parseDecimal } from '../../scenario/quantity';
import type { Scenario, SloChoice } from '../../scenario/scenario';

/** What is typed, in the units of the form: seconds, milliseconds, dollars an hour. Empty is not asked for. */
export interface PromiseText {
  ttft: string;
  tpot: string;
  budget: string;
  percentile: PlanOptions['percentile'];
  /** Id of the only chip; '' for any. */
  chip: string;
}

/** Where a scenario promises nothing: half a second to begin with, faster than anybody reads afterwards. */
const USUAL = { ttft: 0.5, tpot: 0.03 };

/** The scenario's own promise, else a usual one. */
export function firstPromise({ slo }: Pick<Scenario, 'slo'>): PromiseText {
  const { ttft, tpot } = slo ?? USUAL;
  return {
    ttft: ttft === null ? '' : String(ttft),
    tpot: tpot === null ? '' : String(Number((tpot * 1e3).toPrecision(6))),
    budget: '',
    percentile: 'p90',
    chip: '',
  };
}

const MOST_SECONDS = 86_400;

/** The goal, or what is wrong with which part. */
export function goalOf({ ttft, tpot, budget }: PromiseText): { goal: Goal } | { why: string } {
  const problems: string[] = [];
  const read = (name: string, text: string, most: number): number | null => {
    if (text.trim() === '') return null;
    const value = parseDecimal(text.trim());
    if (value > 0 && value <= most) return value;
    problems.push(`${name} “${text}” is not a number above 0 and at most ${most.toLocaleString('en-US')}.`);
    return null;
  };
  const ttftSeconds = read('TTFT', ttft, MOST_SECONDS);
  const tpotMs = read('TPOT', tpot, MOST_SECONDS * 1e3);
  const usdPerHour = read('Budget', budget, 1e9);
  if (problems.length > 0) return { why: problems.join(' ') };
  if (ttftSeconds === null && tpotMs === null) return { why: 'Promise a TTFT, a TPOT or both.' };
  return { goal: { ttftSeconds, tpotSeconds: tpotMs === null ? null : tpotMs / 1e3, usdPerHour } };
}

/** The promise that a cluster was found for, where the scenario makes another; classes keep their own. */
export function newPromise(
  { slo, classes }: Pick<Scenario, 'slo' | 'classes'>,
  { ttftSeconds: ttft, tpotSeconds: tpot }: Goal,
): SloChoice | null {
  const same = slo?.ttft === ttft && slo.tpot === tpot;
  return same || classes !== null ? null : { ttft, tpot };
}

/** `TTFT 0.5 s, TPOT 30 ms`: in the units of the form. */
export function sloWords(slo: SloChoice): string {
  const { ttft, tpot } = firstPromise({ slo });
  return [ttft && `TTFT ${ttft} s`, tpot && `TPOT ${tpot} ms`].filter(Boolean).join(', ');
}

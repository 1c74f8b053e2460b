import type { Phase } from './phases';

export interface Measured {
  phase: string;
  /** Milliseconds of one run over the repetitions; the fastest is the least disturbed. */
  min_ms: number;
  p50_ms: number;
  max_ms: number;
  repetitions: number;
  /** Units a second in the median run. */
  rate: number;
  unit: string;
  /** What was computed: a change of this is a change of the answer, not of the speed. */
  result: string;
}

const MOST_REPETITIONS = 2000;

/** Repeats a phase for about `budgetMs`, after one run that is not counted. */
export function measure({ name, unit, run }: Phase, budgetMs: number): Measured {
  const { count, result } = run();
  const times: number[] = [];
  let spent = 0;
  while (times.length < 3 || (spent < budgetMs && times.length < MOST_REPETITIONS)) {
    const start = performance.now();
    run();
    const time = performance.now() - start;
    times.push(time);
    spent += time;
  }
  times.sort((a, b) => a - b);
  const median = times[times.length >> 1]!;
  return {
    phase: name,
    min_ms: round(times[0]!),
    p50_ms: round(median),
    max_ms: round(times[times.length - 1]!),
    repetitions: times.length,
    rate: Math.round((count / median) * 1000),
    unit,
    result,
  };
}

function round(milliseconds: number): number {
  return Number(milliseconds.toPrecision(4));
}

import type { CurveOutcome, CurveSide } from '../../worker/api';
import { curveValue } from './curve-value';

/** One side's line of one metric, ready to be drawn. */
export interface SideLine {
  side: 'A' | 'B';
  /** Name at the line's end. */
  name: string;
  x: Float64Array;
  y: Float64Array;
  state: Uint8Array;
  load: Float64Array;
  chipsNeeded: Float64Array;
  stagesNeeded: Uint8Array;
}

export interface SideCurve extends SideLine {
  /** What the simulator found at the scenario's x; null while it has no steady answer. */
  point: SimulatedPoint | null;
}

export interface SimulatedPoint {
  mean: number;
  /** Half of the requests lie below `low`, 99 % below `high`; null where a metric has no spread. */
  interval: { low: number; high: number } | null;
  /** Where the truth may lie, for chips whose constants are known within a band only. */
  band?: readonly [low: number, high: number] | null;
}

export type CurveMetric =
  | 'ttftSeconds'
  | 'tpotSeconds'
  | 'e2eSeconds'
  | 'joulesPerOutputToken'
  | 'joulesPerTotalToken'
  | 'usdPerMillionOutputTokens'
  | 'usdPerMillionTotalTokens';

export function sideLines(
  outcome: CurveOutcome | undefined,
  metric: CurveMetric,
  sides: readonly Pick<SideLine, 'side' | 'name'>[],
): SideLine[] {
  if (!outcome) return [];
  return sides.flatMap((side) => {
    const curve: CurveSide | null = side.side === 'A' ? outcome.a : outcome.b;
    if (!curve) return [];
    const { state, load, chipsNeeded, stagesNeeded } = curve;
    const y = steadyValues(curve[metric], state);
    return [{ ...side, x: outcome.values, y, state, load, chipsNeeded, stagesNeeded }];
  });
}

/** Values without a steady state become holes, infinite ones at the edge of saturation too. */
export function steadyValues(y: Float64Array, state: Uint8Array): Float64Array {
  return y.map((value, i) => (state[i] === 0 && value > 0 && Number.isFinite(value) ? value : NaN));
}

/** What a side has to say at one x. */
export type Reading =
  | { kind: 'value'; value: number }
  | { kind: 'infeasible'; chips: number; stages: number }
  | { kind: 'saturated' }
  /** Only a run can tell. */
  | { kind: 'run' }
  | { kind: 'none' };

export function readingAt(curve: SideLine, at: number): Reading {
  const value = curveValue(curve.x, curve.y, at);
  if (Number.isFinite(value)) return { kind: 'value', value };
  const i = nearest(curve.x, at);
  const state = i < 0 ? undefined : curve.state[i];
  if (state === 1)
    return { kind: 'infeasible', chips: curve.chipsNeeded[i] ?? 0, stages: curve.stagesNeeded[i] ?? 0 };
  if (state === 2) return { kind: 'saturated' };
  if (state === 3) return { kind: 'run' };
  const near = i < 0 ? NaN : curve.y[i]!;
  return near > 0 && isBetweenStates(curve, i) ? { kind: 'value', value: near } : { kind: 'none' };
}

/**
 * What is read at the scenario's own x once the run has ended: what was simulated, as in the Answer, so that one number
 * is not told twice in two ways. Null where nothing was: then the formulas speak.
 */
export function simulatedReadings(curves: readonly SideCurve[], at: number): Reading[] | null {
  if (curves.every(({ point }) => point === null)) return null;
  return curves.map((curve) => {
    if (curve.point !== null) return { kind: 'value', value: curve.point.mean };
    const reading = readingAt(curve, at);
    return reading.kind === 'value' || reading.kind === 'run' ? { kind: 'saturated' } : reading;
  });
}

/** Next to a hole there is nothing to interpolate with: the nearest sample speaks for its half of the gap. */
function isBetweenStates(curve: SideLine, i: number): boolean {
  return curve.state[i - 1] !== curve.state[i] || curve.state[i + 1] !== curve.state[i];
}

function nearest(x: ArrayLike<number>, at: number): number {
  let best = -1;
  for (let i = 0; i < x.length; i++) {
    if (best < 0 || Math.abs(Math.log(x[i]! / at)) < Math.abs(Math.log(x[best]! / at))) best = i;
  }
  return best;
}

import type { Fraction, Seconds } from '../../units/units';
import { normalCdf } from '../number/normal';
import { expm1, ln } from '../number/portable';
import type { ReuseClass } from './eviction/policy';

/** Steps per horizon, and horizons covered; an older block keeps the last value. */
const STEPS_PER_HORIZON = 16;
const HORIZONS = 64;

/** Share of pauses of this class, of those that end at all, that have ended after `gap` seconds. */
export function gapCdf(reuse: ReuseClass, gap: Seconds): Fraction {
  if (gap <= 0) return 0;
  if (reuse.gapCv === null) return -expm1(-gap / reuse.gapSecondsMean);
  if (reuse.gapCv === 0) return gap < reuse.gapSecondsMean ? 0 : 1;
  const variance = ln(1 + reuse.gapCv * reuse.gapCv);
  return normalCdf((ln(gap / reuse.gapSecondsMean) + variance / 2) / Math.sqrt(variance));
}

/**
 * Chance that a session silent for `age` seconds comes back within `horizon` more. To first order it is the hazard
 * of the pause times the horizon (model.md §4.4); the quotient of survivals keeps it below one.
 */
export function reuseChance(reuse: ReuseClass, age: Seconds, horizon: Seconds): Fraction {
  const ended = reuse.continues * gapCdf(reuse, age);
  const soon = reuse.continues * gapCdf(reuse, age + horizon);
  return ended < 1 ? Math.max(0, soon - ended) / (1 - ended) : 0;
}

/** `reuseChance` as a table over age, so that an eviction needs no logarithm. */
export class ReuseCurve {
  private readonly table: Float64Array;
  private readonly perSecond: number;

  constructor(reuse: ReuseClass, horizon: Seconds) {
    this.perSecond = STEPS_PER_HORIZON / horizon;
    this.table = Float64Array.from({ length: STEPS_PER_HORIZON * HORIZONS }, (_, i) =>
      reuseChance(reuse, i / this.perSecond, horizon),
    );
  }

  at(age: Seconds): Fraction {
    const i = Math.floor(age * this.perSecond);
    return this.table[i < this.table.length ? i : this.table.length - 1]!;
  }
}

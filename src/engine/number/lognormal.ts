import type { Fraction } from '../../units/units';
import { exp, ln } from './portable';
import { probit } from './probit';

/** The lognormal distribution with this mean and coefficient of variation, by its quantiles. */
export class Lognormal {
  private readonly mean: number;
  private readonly middle: number;
  /** 0 where there is no variation. */
  private readonly spread: number;

  constructor(mean: number, cv: number) {
    const variance = cv === 0 ? 0 : ln(1 + cv * cv);
    this.mean = mean;
    this.middle = ln(mean) - variance / 2;
    this.spread = Math.sqrt(variance);
  }

  quantile(u: Fraction): number {
    return this.spread === 0 ? this.mean : exp(this.middle + this.spread * probit(u));
  }
}

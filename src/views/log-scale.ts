/**
 * Whole positions of a slider on a logarithmic scale, and the values they stand for. Positions are counted from
 * 1, so powers of the base are always exactly reachable: 8192 tokens, 100:1, 10 requests/s.
 */
export interface LogScale {
  min: number;
  max: number;
  /** Positions of the two ends. */
  first: number;
  last: number;
  toPosition: (value: number) => number;
  /** A value people would write, within the range. */
  fromPosition: (position: number) => number;
}

export function logScale(min: number, max: number, base: 2 | 10, stepsPerPower: number): LogScale {
  const log = base === 2 ? Math.log2 : Math.log10;
  const nice = base === 2 ? toSixteenths : toThreeDigits;
  const clamp = (value: number) => Math.min(max, Math.max(min, value));
  return {
    min,
    max,
    first: Math.round(log(min) * stepsPerPower),
    last: Math.round(log(max) * stepsPerPower),
    toPosition: (value) => Math.round(log(clamp(value)) * stepsPerPower),
    fromPosition: (position) => {
      // The ends need not lie on a step: they stand for the range itself.
      if (position <= Math.round(log(min) * stepsPerPower)) return min;
      if (position >= Math.round(log(max) * stepsPerPower)) return max;
      return clamp(nice(base ** (position / stepsPerPower)));
    },
  };
}

/** 8704 rather than 8933: multiples of a sixteenth of the power of two below. */
function toSixteenths(value: number): number {
  const unit = 2 ** Math.floor(Math.log2(value) + 1e-9) / 16;
  return Math.round(value / unit) * unit;
}

function toThreeDigits(value: number): number {
  return Number(value.toPrecision(3));
}

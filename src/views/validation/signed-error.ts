/** A mean of ln(predicted ÷ measured) with its sign. */
export const signedError = (bias: number): string =>
  `${bias < 0 ? '−' : '+'}${(100 * Math.abs(bias)).toFixed(Math.abs(bias) < 0.0995 ? 1 : 0)}%`;

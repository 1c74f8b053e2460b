/**
 * Names for numbers. Everything inside the program is SI; prefixes appear only when printed.
 * These are aliases, not brands: arithmetic stays plain, the reader sees what a number is.
 */
export type Seconds = number;
export type Bytes = number;
export type BytesPerSecond = number;
/** Floating-point operations; one multiply-add counts as two. */
export type Flop = number;
export type FlopPerSecond = number;
export type Joules = number;
export type Watts = number;
export type Tokens = number;
export type TokensPerSecond = number;
export type RequestsPerSecond = number;
export type UsDollars = number;
/** A share of one, 0 to 1. */
export type Fraction = number;

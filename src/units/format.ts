import type { Bytes, Joules, Seconds, Tokens, UsDollars, Watts } from './units';

/**
 * The one place that prints numbers. Three significant digits with their zeros kept ("1.20 s", not "1.2 s"), so
 * that a value which moves keeps its width. Written by hand rather than through `Intl`: the same number gives
 * the same text in every browser and in Node.
 *
 *   0.0002774 s → 277 µs      141.1e9 B → 141 GB (131 GiB)      131072 tokens → 131k      73.2 → 73×
 */

/** Stands for a value that is not known; never a zero. */
export const UNKNOWN = '–';

/** U+202F keeps number and unit on one line and close together. */
const NARROW = '\u202f';

/** Digits in groups of three: 8192 → 8,192. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Three significant digits, zeros kept: 1.2 → 1.20, 1234 → 1,230. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const sign = rounded < 0 ? '−' : '';
  const size = Math.abs(rounded);
  const decimals = Math.min(12, Math.max(0, digits - 1 - exponentOf(size)));
  const [whole = '0', part] = size.toFixed(decimals).split('.');
  return sign + grouped(whole) + (part ? `.${part}` : '');
}

/** As `significant` without trailing zeros: for axis ticks and values a person typed. */
export function trimmed(value: number, digits = 3): string {
  const text = significant(value, digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Decimal exponent, safe against the last digit of `Math.log10`. */
function exponentOf(size: number): number {
  return Number(size.toExponential().split('e')[1]);
}

/** Whole numbers of things: chips, requests. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  const whole = Math.round(value);
  return (whole < 0 ? '−' : '') + grouped(String(Math.abs(whole)));
}

/** So many of a thing: 1 chip, 8,192 chips. */
export function counted(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
}

type Steps = readonly (readonly [from: number, symbol: string])[];

/** Picks the largest unit that leaves at least 1 in front, after rounding: 999.7 ms prints as 1.00 s. */
function withUnit(value: number, steps: Steps, print = significant): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  const smallest = steps[steps.length - 1]!;
  const reaches = (least: number) => Math.abs(Number((value / least).toPrecision(3))) >= 1;
  const [from, symbol] = steps.find(([least]) => reaches(least)) ?? smallest;
  if (value === 0) return `0${NARROW}${steps.find(([least]) => least === 1)?.[1] ?? smallest[1]}`;
  return `${print(value / from)}${NARROW}${symbol}`;
}

/** Steps of an SI unit for prefixes from large to small; `_` is none. */
function si(unit: string, prefixes: string): Steps {
  const powers: Record<string, number> = { T: 12, G: 9, M: 6, k: 3, _: 0, m: -3, µ: -6, n: -9, p: -12 };
  return prefixes
    .split(' ')
    .map((p) => [Number(`1e${String(powers[p])}`), (p === '_' ? '' : p) + unit] as const);
}

const SECONDS = si('s', '_ m µ n');

/** 12.0 ms; 41.2 s; from two minutes on in minutes, from two hours on in hours. */
export function seconds(value: Seconds): string {
  if (Math.abs(value) >= 7200) return `${significant(value / 3600)}${NARROW}h`;
  if (Math.abs(value) >= 120) return `${significant(value / 60)}${NARROW}min`;
  return withUnit(value, SECONDS);
}

const BYTES = si('B', 'T G M k _');

/** Decimal: 1 GB is 10⁹ bytes. */
export function bytes(value: Bytes): string {
  return withUnit(value, BYTES);
}

/** Exact below ten thousand (8,192), then 131k, 1M, 1.05M. */
export function tokens(value: Tokens): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  if (Math.abs(value) < 10_000) return Number.isInteger(value) ? count(value) : trimmed(value, 4);
  return scaled(value);
}

/** Model sizes: 70.6B, 8B, 1.03T. */
export function parameters(value: number): string {
  return scaled(value, 'B');
}

/** Letters people use for big counts; `G` is written as given (`B` for parameters). */
function scaled(value: number, billion = 'B'): string {
  const steps = [
    [1e12, 'T'],
    [1e9, billion],
    [1e6, 'M'],
    [1e3, 'k'],
    [1, ''],
  ] as const;
  const size = Math.abs(Number(value.toPrecision(3)));
  const [from, letter] = steps.find(([least]) => size >= least) ?? [1, ''];
  return trimmed(value / from) + letter;
}

/** Tokens or requests in a second, without the unit: 41.2, 21.6k. */
export function rate(value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size >= 1e6) return `${significant(value / 1e6)}M`;
  if (size >= 1e4) return `${significant(value / 1e3)}k`;
  return significant(value);
}

export function tokensPerSecond(value: number): string {
  return `${rate(value)}${NARROW}tok/s`;
}

export function requestsPerSecond(value: number): string {
  return `${trimmed(value)}${NARROW}req/s`;
}

export function requestsInFlight(value: number): string {
  return `${counted(value, 'request')} in flight`;
}

const JOULES = si('J', 'G M k _ m µ n');
export function joules(value: Joules): string {
  return withUnit(value, JOULES);
}

const WATTS = si('W', 'G M k _ m µ');
export function watts(value: Watts): string {
  return withUnit(value, WATTS);
}

/** $0.0342, $1.85, $12,300, $123k, $1.20M. */
export function dollars(value: UsDollars): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  const rounded = Number(size.toPrecision(3));
  if (rounded >= 1e6) return `${sign}$${significant(size / 1e6)}M`;
  return rounded >= 1e5 ? `${sign}$${significant(size / 1e3)}k` : `${sign}$${significant(size)}`;
}

/** Without trailing zeros, for an axis: $5, $0.2, $20k. */
export function dollarsTick(value: UsDollars): string {
  return `${value < 0 ? '−' : ''}$${scaled(Math.abs(value))}`;
}

/** Prompt tokens per output token as people say it: 100:1, 2.5:1, 1:16. */
export function ratio(value: number): string {
  if (!Number.isFinite(value) || value <= 0) return UNKNOWN;
  return value >= 1 ? `${trimmed(value)}:1` : `1:${trimmed(1 / value)}`;
}

/** How many times: 1.04×, 3.9×, 73×, 1,200×. Two digits are as much as a comparison deserves; below 1.1, the third tells. */
export function factor(value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  const size = Math.abs(value);
  if (size !== 0 && size < 1.095) return `${significant(value)}×`;
  return `${significant(value, 2)}×`;
}

/** A share of one: 0.372 → 37%. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return UNKNOWN;
  const hundredths = share * 100;
  const size = Math.abs(hundredths);
  if (size === 0 || size >= 9.95) return `${count(hundredths)}%`;
  return `${significant(hundredths, size < 0.095 ? 1 : 2)}%`;
}

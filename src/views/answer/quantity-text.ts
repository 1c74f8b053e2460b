import type { QuantityUnit } from '../../engine/derive/quantity';
import {
  bytes,
  count,
  dollars,
  joules,
  rate,
  seconds,
  significant,
  tokens,
  tokensPerSecond,
  watts,
} from '../../units/format';

/** A number of a card with its unit, four digits where a unit has no shape of its own. */
const PRINT: Partial<Record<QuantityUnit, (value: number) => string>> = {
  s: seconds,
  bytes,
  'bytes/s': (value) => `${bytes(value)}/s`,
  tokens: (value) => `${tokens(value)} tokens`,
  'tokens/s': tokensPerSecond,
  'requests/s': (value) => `${rate(value)} requests/s`,
  J: joules,
  W: watts,
  usd: dollars,
  'usd/h': (value) => `${dollars(value)} an hour`,
  flop: (value) => `${siText(value)}FLOP`,
  'flop/s': (value) => `${siText(value)}FLOP/s`,
};

export function quantityText(value: number, unit: QuantityUnit): string {
  if (unit === 'count' && Number.isInteger(value)) return count(value);
  return PRINT[unit]?.(value) ?? significant(value, 4);
}

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

function siText(value: number): string {
  const step = value > 0 ? Math.min(PREFIXES.length - 1, Math.max(0, Math.floor(Math.log10(value) / 3))) : 0;
  return `${significant(value / 1000 ** step, 4)} ${PREFIXES[step]!}`;
}

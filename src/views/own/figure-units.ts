import { parseBytes, parseDecimal } from '../../scenario/quantity';

/** Powers of ten that letters before a unit stand for; micro as any keyboard has it. */
const PREFIXES: Readonly<Record<string, number>> = {
  n: -9,
  µ: -6,
  μ: -6,
  u: -6,
  m: -3,
  k: 3,
  K: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** How people write the unit without its prefix, by the unit as it stands beside the field. */
const SPELLINGS: Readonly<Record<string, RegExp>> = {
  'TFLOP/s': /(?:FL)?OP(?:\/s|s)$/i,
  'TOP/s': /(?:FL)?OP(?:\/s|s)$/i,
  W: /W$/i,
  µs: /s$/,
  chips: /chips?$/i,
};

/** A figure in SI, typed as a bare number of its field's unit or with that unit, be it with another prefix: `16 TB/s`. NaN: neither. */
export function parseInUnit(text: string, unit: string, scale: number): number {
  const typed = text.trim();
  const bare = parseDecimal(typed);
  if (!Number.isNaN(bare)) return bare * scale;
  if (unit === 'GB') return parseBytes(/^.*[kmgtp]i?b$/i.exec(typed)?.[0] ?? '');
  // A small b is a bit.
  if (unit === 'GB/s')
    return parseBytes(/^(.*[kmgtp]i?B)\s?(?:\/\s?s|ps)$/i.exec(isInBits(typed) ? '' : typed)?.[1] ?? '');
  if (unit === '$/h') return parseDecimal(typed.replace(/^\$\s?/, '').replace(/\s?\$?(?:\/\s?h)?$/, ''));
  if (unit.startsWith('of ')) return share(typed);
  const spelling = SPELLINGS[unit];
  if (!spelling?.test(typed)) return NaN;
  const [, digits = '', prefix = ''] = /^(.*[\d.])\s*(\D?)$/u.exec(typed.replace(spelling, '').trim()) ?? [];
  return parseDecimal(digits) * 10 ** (prefix === '' ? 0 : (PREFIXES[prefix] ?? NaN));
}

/** `60 %`, or a share with its words behind it. */
function share(typed: string): number {
  const [, digits = '', percent = ''] = /^(.*[\d.])\s*(%?)(?:\s*of .*)?$/.exec(typed) ?? [];
  return parseDecimal(digits) / (percent === '' ? 1 : 100);
}

/** Whether a rate is given in bits, which a small b means. */
export function isInBits(text: string): boolean {
  return /\d\s?[kKmMgGtTpP]?(?:b|[bB]its?)\s?(?:\/\s?s|ps)$/.test(text.trim());
}

/**
 * Numbers as people type them: `8192`, `8 192`, `128k`, `1.5 t`. Prefixes are decimal (128k is 128,000 tokens; for
 * 2¹⁷ write 131072). Printing is exact: what is printed parses back to the same number, bit for bit.
 */

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SUFFIXED = /^(.*\d\.?)[ \u00a0\u2007\u2009\u202f]?([kmbt])$/i;
const EXPONENTS = { k: 3, m: 6, b: 9, t: 12 } as const;

/** Whole thousands set apart by commas, as the page prints them, or by spaces: 8,192 and 4 000 000, but not 8,19. */
const GROUPED = /^[+-]?\d{1,3}([, \u00a0\u2007\u2009\u202f])\d{3}(\1\d{3})*(?=$|[.e])/i;

/** NaN unless the whole text is one finite decimal number; commas or spaces may set thousands apart. */
export function parseDecimal(text: string): number {
  const [, separator] = GROUPED.exec(text) ?? [];
  const plain = separator === undefined ? text : text.replaceAll(separator, '');
  const value = DECIMAL.test(plain) ? Number(plain) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/** How numbers are written, to follow "is not a number", where commas, spaces or points leave open which one is meant; else ''. */
export function ambiguity(text: string): string {
  const unclear = /^[\d.,\s]+[kmbt]?$/i.test(text) && /[,\s]|\..*\./.test(text.trim());
  return unclear ? ' (1,500 and 1.5 are)' : '';
}

/** As `parseDecimal`, with an optional k, m, b or t behind it. */
export function parseQuantity(text: string): number {
  const [, digits, letter] = SUFFIXED.exec(text) ?? [];
  if (digits === undefined || letter === undefined) return parseDecimal(text);
  if (/e/i.test(digits)) return NaN;
  // Through text, so that 70.553706496b is exactly 70553706496 and not one rounding away.
  return parseDecimal(`${digits}e${String(EXPONENTS[letter.toLowerCase() as keyof typeof EXPONENTS])}`);
}

/** Counts of parameters or bytes as `70b`, `1.5t`; plain digits where no letter prints the number exactly. */
export function printQuantity(value: number): string {
  const [letter, unit] = value >= 1e12 ? (['t', 1e12] as const) : (['b', 1e9] as const);
  const text = `${String(value / unit)}${letter}`;
  return parseQuantity(text) === value ? text : String(value);
}

const BYTES = /^(.*[\d.])\s*([kmgtp])(i?)b$/i;
const THOUSANDS = 'kmgtp';

/** Bytes as people write them: `2 TB`, `500gb`, `1.5 TiB`, or a quantity without the unit. */
export function parseBytes(text: string): number {
  const [, digits, prefix, binary] = BYTES.exec(text) ?? [];
  if (digits === undefined || prefix === undefined) return parseQuantity(text);
  const power = THOUSANDS.indexOf(prefix.toLowerCase()) + 1;
  if (binary !== '') return Math.round(parseDecimal(digits) * 1024 ** power);
  return /e/i.test(digits) ? NaN : parseDecimal(`${digits}e${String(3 * power)}`);
}

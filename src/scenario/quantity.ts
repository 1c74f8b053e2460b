/**
 * Numbers as people type them in links: `8192`, `128k`, `1.5t`. Prefixes are decimal (128k is 128,000 tokens; for
 * 2¹⁷ write 131072). Printing is exact: what is printed parses back to the same number, bit for bit.
 */

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SUFFIXED = /^(.*\d\.?)([kmbt])$/i;
const EXPONENTS = { k: 3, m: 6, b: 9, t: 12 } as const;

/** Whole thousands set apart as the page prints them: 8,192 and 4,000,000, but not 8,19. */
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(?!\d)/;

/** NaN unless the whole text is one finite decimal number; commas may set thousands apart. */
export function parseDecimal(text: string): number {
  const plain = GROUPED.test(text) ? text.replaceAll(',', '') : text;
  const value = DECIMAL.test(plain) ? Number(plain) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/** As `parseDecimal`, with an optional k, m, b or t behind it. */
export function parseQuantity(text: string): number {
  const [, digits, letter] = SUFFIXED.exec(text) ?? [];
  if (digits === undefined || letter === undefined) return parseDecimal(text);
  if (/e/i.test(digits)) return NaN;
  // Through text, so that 70.553706496b is exactly 70553706496 and not one rounding away.
  return parseDecimal(`${digits}e${String(EXPONENTS[letter.toLowerCase() as keyof typeof EXPONENTS])}`);
}

/** Parameter counts as `70b`, `1.5t`; plain digits where no letter prints the number exactly. */
export function printParameters(value: number): string {
  const [letter, unit] = value >= 1e12 ? (['t', 1e12] as const) : (['b', 1e9] as const);
  const text = `${String(value / unit)}${letter}`;
  return parseQuantity(text) === value ? text : String(value);
}

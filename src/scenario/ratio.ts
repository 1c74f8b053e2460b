import { parseDecimal } from './quantity';

/** Prompt tokens per output token, written `100:1`, `1:4`, `2.5:1`, `1155:211`, `3/1`, `3 to 1` or bare `100`. */
export function parseRatio(text: string): number {
  const parts = text.split(/:|\/|\bto\b/).map((part) => parseDecimal(part.trim()));
  const [prompt, output = 1] = parts;
  if (parts.length > 2 || prompt === undefined || !(prompt > 0) || !(output > 0)) return NaN;
  return prompt / output;
}

/** A text this short reads at a glance; beyond it a fraction of whole numbers is tried. */
const GLANCE = 6;

/** The most readable text that parses back to exactly this ratio. */
export function printRatio(value: number): string {
  const more = `${String(value)}:1`;
  const less = `1:${String(1 / value)}`;
  const readable = value < 1 ? [less, more] : [more];
  const short = readable.find((text) => text.length <= GLANCE && parseRatio(text) === value);
  return short ?? fraction(value) ?? more;
}

/** Continued fraction, stopped at the first convergent that divides to the same double. */
function fraction(value: number): string | null {
  let rest = value;
  let [p, q, pBefore, qBefore] = [1, 0, 0, 1];
  for (let i = 0; i < 20; i++) {
    const whole = Math.floor(rest);
    [p, pBefore] = [whole * p + pBefore, p];
    [q, qBefore] = [whole * q + qBefore, q];
    if (p > 1e6 || q > 1e6) return null;
    if (p / q === value) return `${String(p)}:${String(q)}`;
    rest = 1 / (rest - whole);
  }
  return null;
}

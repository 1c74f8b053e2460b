/**
 * Text that is not text: bars as wide as words, the same ones for the same token on both sides and in every
 * frame. Each line holds the same number of tokens, so that the marks of a line are found without the lines
 * before it, however long the answer; lines end raggedly, as in a printed paragraph.
 */
export interface Mark {
  x: number;
  width: number;
}

/** Letters in tokens as they come in English prose: mostly short words, some long, some pieces of words. */
const LETTERS = [1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8, 9, 11] as const;

/** Pixels of a letter and a space; a token comes to 8.6 on average, which is what a line is divided by. */
const LETTER = 1.45;
const SPACE = 2.6;
const TOKEN_WIDTH = 8.6;

/** A well-mixed 32-bit hash of two numbers. */
function hash(one: number, other: number): number {
  let h = Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(other + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Tokens that a line of this width holds. */
export function tokensPerLine(width: number, unit: number): number {
  return Math.max(4, Math.round(width / (TOKEN_WIDTH * unit)));
}

/** The marks of one line of one request's answer, at x from 0. */
export function lineMarks(request: number, line: number, perLine: number, width: number): Mark[] {
  const marks: Mark[] = [];
  let x = 0;
  for (let i = 0; i < perLine; i++) {
    const h = hash(request, line * perLine + i);
    const letters = LETTERS[h % LETTERS.length]!;
    // One in six continues the word before it.
    const joined = i > 0 && (h >>> 8) % 6 === 0;
    if (i > 0 && !joined) x += SPACE;
    marks.push({ x, width: letters * LETTER });
    x += letters * LETTER;
  }
  const ragged = 0.86 + 0.14 * ((hash(request, -1 - line) % 1000) / 1000);
  const stretch = (width * ragged) / x;
  for (const mark of marks) {
    mark.x *= stretch;
    mark.width *= stretch;
  }
  return marks;
}

import { inLines } from '../../share/export/wrap';
import type { SideLine } from './curve-data';

/** A longer name is broken, so that a plot keeps its width. */
const MOST_LETTERS = 16;

/** A generous guess at the width of a letter; fonts differ from system to system. */
const LETTER = 7;
/** The side's letter in bold, alone and with the gap before a name. */
const SIDE_ALONE = 10;
const SIDE = 17;

/** How far from the ends of lines names stand that have to make room for each other. */
export const LED = 16;

/** What stands behind a side's letter where its line ends; nothing in a narrow plot. */
export function nameLines({ name }: Pick<SideLine, 'name'>, roomy: boolean): string[] {
  return roomy ? inLines(name, MOST_LETTERS) : [];
}

export function nameWidth(lines: readonly string[]): number {
  if (lines.length === 0) return SIDE_ALONE;
  return SIDE + Math.max(...lines.map((line) => line.length)) * LETTER;
}

/** What names of lines that get to the right edge take there. */
export function nameRoom(curves: readonly Pick<SideLine, 'name'>[], roomy: boolean): number {
  return LED + 4 + Math.max(...curves.map((curve) => nameWidth(nameLines(curve, roomy))));
}

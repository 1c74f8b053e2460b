import type { Seconds } from '../../units/units';
import type { PartKey, RequestPart } from './request-parts';

/** A part as a piece of a bar. `label` is what fits into it, or nothing. */
export interface BarPiece {
  key: PartKey;
  x: number;
  width: number;
  label: string;
}

/** Width of a letter of the labels, at most, and what must stay free beside them. */
const LETTER = 6.8;
const AIR = 8;

/**
 * Pieces side by side, exactly to scale: `whole` seconds take the whole width. A part too short to be seen is still
 * in the table.
 */
export function piecesOf(parts: readonly RequestPart[], whole: Seconds, width: number): BarPiece[] {
  let passed = 0;
  return parts.flatMap(({ key, name, seconds }) => {
    if (!(seconds > 0) || !(whole > 0)) return [];
    const x = (passed / whole) * width;
    passed += seconds;
    const end = (passed / whole) * width;
    const fits = end - x >= name.length * LETTER + AIR;
    return { key, x, width: end - x, label: fits ? name : '' };
  });
}

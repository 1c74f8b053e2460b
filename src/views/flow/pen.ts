import type { Palette } from '../palette';
import type { Box } from './geometry';

/** Words and frames on a canvas. Sizes are in layout units; type is never below 12 px because a unit never is. */
export interface Pen {
  ctx: CanvasRenderingContext2D;
  palette: Palette;
  unit: number;
}

export interface TextStyle {
  size?: number;
  weight?: 400 | 600 | 700;
  color?: string;
  align?: 'left' | 'right' | 'center';
}

/** The page's typeface, as the system has it. */
const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

function setFont(pen: Pen, { size = 12, weight = 400 }: TextStyle): void {
  pen.ctx.font = `${weight} ${Math.round(size * pen.unit * 10) / 10}px ${FAMILY}`;
}

export function textWidth(pen: Pen, text: string, style: TextStyle = {}): number {
  setFont(pen, style);
  return pen.ctx.measureText(text).width;
}

/** Writes on a baseline. */
export function write(pen: Pen, text: string, x: number, y: number, style: TextStyle = {}): void {
  setFont(pen, style);
  pen.ctx.textAlign = style.align ?? 'left';
  pen.ctx.fillStyle = style.color ?? pen.palette.ink;
  pen.ctx.fillText(text, x, y);
}

/** The first of several wordings, longest first, that fits; nothing if none does. Returns the width written. */
export function writeFitting(
  pen: Pen,
  wordings: readonly string[],
  x: number,
  y: number,
  width: number,
  style: TextStyle = {},
): number {
  for (const text of wordings) {
    const needed = textWidth(pen, text, style);
    if (needed > width) continue;
    write(pen, text, x, y, style);
    return needed;
  }
  return 0;
}

/** As much of a text as fits, with an ellipsis where it is cut. */
function writeCut(pen: Pen, text: string, x: number, y: number, width: number, style: TextStyle = {}): void {
  let kept = text;
  while (kept.length > 1 && textWidth(pen, kept === text ? text : `${kept}…`, style) > width)
    kept = kept.slice(0, -1).trimEnd();
  write(pen, kept === text ? text : `${kept}…`, x, y, style);
}

/** Writes with every digit in a cell of one width, so that a number that changes stands still. */
export function writeNumber(pen: Pen, text: string, x: number, y: number, style: TextStyle = {}): number {
  setFont(pen, style);
  const { ctx } = pen;
  const cell = ctx.measureText('0').width;
  const chars = Array.from(text);
  const widths = chars.map((char) => (/\d/.test(char) ? cell : ctx.measureText(char).width));
  const total = widths.reduce((sum, width) => sum + width, 0);
  ctx.textAlign = 'center';
  ctx.fillStyle = style.color ?? pen.palette.ink;
  let at = style.align === 'right' ? x - total : x;
  chars.forEach((char, i) => {
    ctx.fillText(char, at + widths[i]! / 2, y);
    at += widths[i]!;
  });
  return total;
}

/** Breaks a sentence into lines of at most `width`; what does not fit into the last line is cut. */
export function writeParagraph(
  pen: Pen,
  text: string,
  box: Box,
  lineHeight: number,
  style: TextStyle = {},
  lines = Infinity,
): void {
  const words = text.split(' ');
  let line = words.shift() ?? '';
  let y = box.y;
  for (let written = 1; words.length > 0;) {
    const longer = `${line} ${words[0]}`;
    if (written < lines && textWidth(pen, longer, style) > box.w) {
      write(pen, line, box.x, y, style);
      y += lineHeight;
      written++;
      line = words.shift()!;
    } else {
      line = longer;
      words.shift();
    }
  }
  writeCut(pen, line, box.x, y, box.w, style);
}

export function frame(ctx: CanvasRenderingContext2D, box: Box, radius: number): void {
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.w, box.h, radius);
}

import type { Palette } from '../palette';
import { bottom, right, type Box } from './geometry';

/** Words and frames on a canvas. Sizes are in layout units; type is never below 12 px because a unit never is. */
export interface Pen {
  ctx: CanvasRenderingContext2D;
  palette: Palette;
  unit: number;
  /** The part of the picture that is on screen, where lanes are larger than it. */
  view?: Box;
  /** What `ctx.font` was last set to through this pen; a pen lasts for one picture. */
  font?: string;
}

export interface TextStyle {
  size?: number;
  weight?: 400 | 600 | 700;
  color?: string;
  align?: 'left' | 'right' | 'center';
}

/** The page's typeface, as the system has it. */
const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

function fontOf(pen: Pen, { size = 12, weight = 400 }: TextStyle): string {
  return `${weight} ${Math.round(size * pen.unit * 10) / 10}px ${FAMILY}`;
}

/** A canvas reads a font's name anew each time it is set, which takes longer than writing a word. */
function setFont(pen: Pen, font: string): void {
  if (pen.font === font) return;
  pen.font = font;
  pen.ctx.font = font;
}

/** Widths by font and text: the same words stand on the canvas in every frame, between numbers that change. */
const widths = new Map<string, Map<string, number>>();
const MOST_WIDTHS = 2000;

export function textWidth(pen: Pen, text: string, style: TextStyle = {}): number {
  const font = fontOf(pen, style);
  let known = widths.get(font);
  if (!known || known.size > MOST_WIDTHS) widths.set(font, (known = new Map<string, number>()));
  let width = known.get(text);
  if (width === undefined) {
    setFont(pen, font);
    known.set(text, (width = pen.ctx.measureText(text).width));
  }
  return width;
}

/** Writes on a baseline. */
export function write(pen: Pen, text: string, x: number, y: number, style: TextStyle = {}): void {
  setFont(pen, fontOf(pen, style));
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
  const { ctx } = pen;
  const cell = textWidth(pen, '0', style);
  const chars = Array.from(text);
  const cells = chars.map((char) => (/\d/.test(char) ? cell : textWidth(pen, char, style)));
  const total = cells.reduce((sum, width) => sum + width, 0);
  setFont(pen, fontOf(pen, style));
  ctx.textAlign = 'center';
  ctx.fillStyle = style.color ?? pen.palette.ink;
  let at = style.align === 'right' ? x - total : x;
  chars.forEach((char, i) => {
    ctx.fillText(char, at + cells[i]! / 2, y);
    at += cells[i]!;
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

/** The first of several wordings, longest first, that a box has lines for; the last if none fits. */
export function writeWhole(
  pen: Pen,
  wordings: readonly string[],
  box: Box,
  lineHeight: number,
  style: TextStyle = {},
): void {
  const { size = 12 } = style;
  const lines = Math.max(1, Math.floor((box.h - size * pen.unit) / lineHeight) + 1);
  const text = wordings.find((words) => linesOf(pen, words, box.w, style) <= lines) ?? wordings.at(-1)!;
  writeParagraph(pen, text, { ...box, y: box.y + size * pen.unit }, lineHeight, style, lines);
}

/** Lines that a sentence takes at a width. */
export function linesOf(pen: Pen, text: string, width: number, style: TextStyle = {}): number {
  const [first = '', ...words] = text.split(' ');
  let line = first;
  let lines = 1;
  let widest = textWidth(pen, line, style);
  for (const word of words) {
    const longer = textWidth(pen, `${line} ${word}`, style);
    if (longer > width) {
      lines++;
      line = word;
      widest = Math.max(widest, textWidth(pen, word, style));
    } else line = `${line} ${word}`;
  }
  return widest > width ? Infinity : lines;
}

/** Whether any of a box can be seen. */
export function visible({ view }: Pen, box: Box): boolean {
  return (
    !view ||
    (box.x < view.x + view.w && right(box) > view.x && box.y < view.y + view.h && bottom(box) > view.y)
  );
}

export function frame(ctx: CanvasRenderingContext2D, box: Box, radius: number): void {
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.w, box.h, radius);
}

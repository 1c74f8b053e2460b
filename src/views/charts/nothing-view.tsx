import { inLines } from '../../share/export/wrap';
import { LETTER } from './label-places';
import { fine, type Plot } from './plot';

const LINE = 18;

/** A sentence in the middle of a plot in which nothing can be drawn; part of the picture, so that it goes where it goes. */
export function Nothing({ plot, text }: { plot: Plot; text: string }) {
  const { left, right, top, bottom } = plot;
  const lines = inLines(text, Math.floor((right - left) / LETTER));
  const first = (top + bottom - (lines.length - 1) * LINE) / 2;
  return (
    <text className="nothing" textAnchor="middle">
      {lines.map((line, i) => (
        <tspan key={i} x={fine((left + right) / 2)} y={fine(first + i * LINE)} dy="0.32em">
          {line}
        </tspan>
      ))}
    </text>
  );
}

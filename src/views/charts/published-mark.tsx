import { memo } from 'react';
import { tokens } from '../../units/format';
import { LETTER } from './label-places';
import { fine } from './plot';

/**
 * The model's published context on an axis of context, named beside the title over the plot, or below it where that is
 * too long. In single values: while they stay, as they do in a drag, it is not drawn anew.
 */
export const PublishedMark = memo(function PublishedMark(props: {
  x: number;
  top: number;
  bottom: number;
  width: number;
  /** Letters of the title over the plot. */
  title: number;
  context: number;
}) {
  const { x, top, bottom, width, title, context } = props;
  const short = tokens(context);
  const full = `published ${short}`;
  const text = full.length * LETTER < width - x - 5 ? full : short;
  const beside = title * LETTER < x;
  return (
    <g className="published">
      <path d={`M${fine(x)} ${String(beside ? top - 12 : top)}V${String(bottom)}`} />
      <text x={fine(x + 5)} y={beside ? top - 3 : top + 12}>
        {text}
      </text>
    </g>
  );
});

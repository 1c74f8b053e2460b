import { useRef } from 'react';
import { factor, seconds } from '../../units/format';
import { useWidth } from './use-width';
import { BARS_LEFT, Pieces, Rows, rowsHeight, SpanPatterns, TimeAxis, timeScale } from './waterfall-bars';
import { enlargement, type WaterfallBlock } from './waterfall-rows';

const TITLE = 26;
const AXIS = 34;
/** A dwarfed side on the shared scale: thin bars, then the rays to its enlarged self. */
const SLIVER = 5;
const sliversOf = ({ rows }: WaterfallBlock) => rows.length * (SLIVER + 3);
const RAYS = 20;

export interface Selected {
  side: 'A' | 'B';
  request: number;
}

interface Props {
  blocks: readonly WaterfallBlock[];
  selected: Selected | null;
  onSelect: (selected: Selected) => void;
}

/** A above B on one time scale. A side that is too short to be read on it is drawn there and, enlarged, below. */
export function WaterfallPicture({ blocks, selected, onSelect }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 640);
  const longest = Math.max(...blocks.map((block) => block.seconds));
  const shared = timeScale(longest, width);
  const sharedAt = lastShared(blocks, longest);
  const heights = blocks.map((block, i) => heightOf(block, enlargement(block, longest), i === sharedAt));
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((sum, height) => sum + height, 0));
  const bottom = heights.reduce((sum, height) => sum + height, 0);
  return (
    <div className="waterfall" ref={box}>
      <svg
        className="chart"
        role="img"
        aria-label={describe(blocks)}
        viewBox={`0 0 ${String(width)} ${String(bottom)}`}
      >
        <SpanPatterns />
        {blocks.map((block, i) => (
          <g key={block.side} transform={`translate(0,${String(tops[i])})`}>
            <Block
              block={block}
              shared={shared}
              times={enlargement(block, longest)}
              axis={i === sharedAt}
              width={width}
              selected={selected?.side === block.side ? selected.request : null}
              onSelect={(request) => onSelect({ side: block.side, request })}
            />
          </g>
        ))}
      </svg>
    </div>
  );
}

function heightOf(block: WaterfallBlock, times: number, sharedAxis: boolean): number {
  const enlarged = times > 1;
  return (
    TITLE + (enlarged ? sliversOf(block) + RAYS : 0) + rowsHeight(block) + (enlarged || sharedAxis ? AXIS : 0)
  );
}

/** The shared axis stands below the last side that is drawn on it. */
function lastShared(blocks: readonly WaterfallBlock[], longest: number): number {
  return blocks.findLastIndex((block) => enlargement(block, longest) === 1);
}

function describe(blocks: readonly WaterfallBlock[]): string {
  return blocks
    .map(({ side, rows }) => {
      const each = rows.map((row) => {
        const most = row.parts.reduce((a, b) => (b.seconds > a.seconds ? b : a));
        return `${row.of} ${seconds(row.seconds)}, of which ${most.name} ${seconds(most.seconds)}`;
      });
      return `${side}: ${each.join('; ')}.`;
    })
    .join(' ');
}

/** A generous guess at the width of a letter; fonts differ from system to system. */
const LETTER = 7.4;

/** Behind a side's name, shorter where that leaves little room. */
function enlargedText(name: string, times: number, width: number): string {
  const full = `true to scale, and enlarged ${factor(times)}`;
  return (name.length + full.length + 3) * LETTER < width ? full : factor(times);
}

function Block(props: {
  block: WaterfallBlock;
  shared: ReturnType<typeof timeScale>;
  times: number;
  axis: boolean;
  width: number;
  selected: number | null;
  onSelect: (request: number) => void;
}) {
  const { block, shared, times, axis, width, selected, onSelect } = props;
  const rows = { block, width, selected, onSelect };
  const title = (
    <text className="bar-title" x={0} y={14}>
      <tspan className="line-side">{block.side}</tspan> {block.name}
      {times > 1 && <tspan className="quiet"> {enlargedText(block.name, times, width)}</tspan>}
    </text>
  );
  if (times === 1) {
    return (
      <>
        {title}
        <Rows {...rows} x={shared} top={TITLE} />
        {axis && <TimeAxis x={shared} y={TITLE + rowsHeight(block)} />}
      </>
    );
  }
  const own = timeScale(block.seconds, width);
  const slivers = TITLE + sliversOf(block);
  const top = slivers + RAYS;
  const [, end = 0] = own.range();
  return (
    <>
      {title}
      {block.rows.map((row, i) => (
        <g key={row.of} transform={`translate(0,${String(TITLE + i * (SLIVER + 3))})`}>
          <Pieces row={row} tier={block.tier} x={shared} height={SLIVER} />
        </g>
      ))}
      <path
        className="leader"
        d={`M${String(BARS_LEFT)} ${String(slivers)}V${String(top - 5)}M${String(shared(block.seconds))} ${String(slivers)}L${String(end)} ${String(top - 5)}`}
      />
      <Rows {...rows} x={own} top={top} />
      <TimeAxis x={own} y={top + rowsHeight(block)} />
    </>
  );
}

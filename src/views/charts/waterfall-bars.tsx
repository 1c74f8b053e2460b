import { ticks } from 'd3-array';
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { seconds } from '../../units/format';
import { secondsTick } from '../../units/ticks';
import { placeLabels } from './part-labels';
import type { WaterfallBlock, WaterfallPart, WaterfallRow } from './waterfall-rows';

export type TimeScale = ScaleLinear<number, number>;

const BAR = 16;
const ROW = 46;
/** Where the bars start: right of the percentiles' names. */
export const BARS_LEFT = 42;
/** Room for a request's whole time behind its bar. */
const TOTAL_ROOM = 70;
/** A generous guess at the width of a letter; fonts differ from system to system. */
const LETTER = 6.6;
const SWATCH = 9;
const SWATCH_ROOM = 13;
/** Parts below this share of their bar are left to the table. */
const SMALLEST_SHARE = 0.004;

export function rowsHeight({ rows }: WaterfallBlock): number {
  return rows.length * ROW;
}

export function timeScale(longest: number, width: number): TimeScale {
  return scaleLinear([0, longest], [BARS_LEFT, width - TOTAL_ROOM]);
}

export interface RowsProps {
  block: WaterfallBlock;
  x: TimeScale;
  width: number;
  top: number;
  selected: number | null;
  onSelect: (request: number) => void;
}

/** The mean and three requests of a side, each part named below its piece. */
export function Rows({ block, x, width, top, selected, onSelect }: RowsProps) {
  return block.rows.map((row, i) => (
    <g
      key={row.of}
      className={row.request === null ? undefined : 'waterfall-row'}
      data-selected={row.request !== null && row.request === selected}
      transform={`translate(0,${String(top + i * ROW)})`}
      onClick={() => row.request !== null && onSelect(row.request)}
    >
      {row.request !== null && <rect className="row-hit" x={0} y={-4} width={width} height={ROW - 4} />}
      <text className="line-side" x={0} y={BAR / 2} dy="0.32em">
        {row.of}
      </text>
      <Pieces row={row} tier={block.tier} x={x} height={BAR} />
      <text x={x(row.seconds) + 7} y={BAR / 2} dy="0.32em">
        {seconds(row.seconds)}
      </text>
      <Names row={row} tier={block.tier} x={x} right={width} />
    </g>
  ));
}

export function Pieces(props: { row: WaterfallRow; tier: string; x: TimeScale; height: number }) {
  const { row, tier, x, height } = props;
  return row.parts
    .filter((part) => part.seconds > 0)
    .map((part) => (
      <rect
        key={part.key}
        className={`part ${fillOf(part, tier)}`}
        x={x(part.start)}
        width={Math.max(0.75, x(part.start + part.seconds) - x(part.start))}
        height={height}
      />
    ));
}

/** Each part's name behind a piece of its pattern: a stroke from a thin piece to its name would run through the others. */
function Names({ row, tier, x, right }: { row: WaterfallRow; tier: string; x: TimeScale; right: number }) {
  const named = row.parts.filter((part) => part.seconds > SMALLEST_SHARE * row.seconds);
  const pieces = named.map((part) => ({
    x0: x(part.start),
    x1: x(part.start + part.seconds),
    width: SWATCH_ROOM + textOf(part).length * LETTER,
  }));
  return placeLabels(pieces, BARS_LEFT, right).map(({ piece, x: left }) => {
    const part = named[piece]!;
    return (
      <g key={part.key}>
        <rect
          className={`part-swatch ${fillOf(part, tier)}`}
          x={left}
          y={BAR + 7}
          width={SWATCH}
          height={SWATCH}
        />
        <text x={left + SWATCH_ROOM} y={BAR + 16}>
          {part.name} <tspan className="quiet">{seconds(part.seconds)}</tspan>
        </text>
      </g>
    );
  });
}

function fillOf({ key }: WaterfallPart, tier: string): string {
  return key === 'decode' ? `part-${tier}` : `span-${key}`;
}

function textOf(part: WaterfallPart): string {
  return `${part.name} ${seconds(part.seconds)}`;
}

/** Ticks of a time scale, below its bars. */
export function TimeAxis({ x, y }: { x: TimeScale; y: number }) {
  const [left = 0, right = 0] = x.range();
  const [, longest = 1] = x.domain();
  const unit = roundUnit(longest);
  const times = ticks(0, longest / unit, Math.max(2, Math.floor((right - left) / 90)));
  return (
    <g className="axes">
      <line className="axis-line" x1={left} x2={right} y1={y} y2={y} />
      {times.map((time) => (
        <g key={time} transform={`translate(${String(x(time * unit))},${String(y)})`}>
          <line className="tick" y2="5" />
          <text y="18" textAnchor="middle">
            {time === 0 ? '0' : secondsTick(time * unit)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Ticks are round in the unit in which they are printed. */
function roundUnit(longest: number): number {
  return longest >= 7200 ? 3600 : longest >= 120 ? 60 : 1;
}

/** Colour stays with memory: what is not decoding carries ink or a texture. */
export function SpanPatterns() {
  return (
    <defs>
      <pattern id="span-queue" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" className="part-paper" />
        <circle cx="2" cy="2" r="0.9" className="part-dot" />
      </pattern>
      <LineTexture id="span-route" d="M0 2.5h2" />
      <LineTexture id="span-fetch" d="M0 2.5H5" />
      <LineTexture id="span-room" d="M0 0V5M0 0H5" turn={45} />
      <LineTexture id="span-wait" d="M0 0V5" turn={45} />
      <LineTexture id="span-stall" d="M0 0V5" />
    </defs>
  );
}

function LineTexture({ id, d, turn = 0 }: { id: string; d: string; turn?: number }) {
  return (
    <pattern
      id={id}
      width="5"
      height="5"
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${String(turn)})`}
    >
      <rect width="5" height="5" className="part-paper" />
      <path d={d} className="part-stroke" />
    </pattern>
  );
}

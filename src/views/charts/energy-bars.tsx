import { scaleLinear } from 'd3-scale';
import { useRef } from 'react';
import { joules, percent } from '../../units/format';
import { energyPartName } from '../answer/part-names';
import type { EnergyPart, EnergyStack } from './energy-parts';
import { spreadLabels } from './spread-labels';
import { heightIn } from './plot';
import { useRoom } from './use-width';

const USUAL_HEIGHT = 276;
const TOP = 52;
/** The line that compares the totals, and what is left free beside it. */
const TOTAL_Y = 36;
const TOTAL_HEIGHT = 6;
const TOTAL_ASIDE = 16;
/** Below the bars. */
const FOOT = 8;
const LABEL_GAP = 17;
/** Parts below this share of their bar are left to the table. */
const SMALLEST_SHARE = 0.004;

const WIDEST = 56;
/** A narrower column leaves its room to the names. */
const TIGHTEST = 170;

/**
 * Where the joules of a token go, A beside B, each part named beside its piece. A line under each total compares the
 * sides; the bars are as high and as wide on both, so that the shares of a side that spends little can be read as well.
 */
export function EnergyBars(props: {
  stacks: readonly (EnergyStack | null)[];
  per: string;
  /** What to say where there is no bar at all; null while nothing is known yet. */
  nothing: string | null;
}) {
  const { stacks, per, nothing } = props;
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box, 420);
  const { width } = room;
  const height = heightIn(room.height, USUAL_HEIGHT);
  const shown = stacks.filter((stack) => stack !== null);
  const column = width / Math.max(1, stacks.length);
  const most = Math.max(...shown.map((stack) => stack.facility));
  const bar = Math.min(WIDEST, column * (column < TIGHTEST ? 0.12 : 0.2));
  const length = scaleLinear([0, most > 0 ? most : 1], [0, column - TOTAL_ASIDE]);
  return (
    <div className="energy-bars" ref={box}>
      {shown.length > 0 && (
        <svg
          className="chart"
          role="img"
          aria-label={describe(shown, per)}
          viewBox={`0 0 ${String(width)} ${String(height)}`}
        >
          <StackPatterns />
          {shown.map((stack) => (
            <Stack
              key={stack.side}
              stack={stack}
              x={column * stacks.indexOf(stack)}
              room={column}
              bottom={height - FOOT}
              bar={bar}
              length={length}
            />
          ))}
        </svg>
      )}
      {shown.length === 0 && nothing !== null && <p className="chart-empty">{nothing}</p>}
    </div>
  );
}

function describe(stacks: readonly EnergyStack[], per: string): string {
  return stacks
    .map((stack) => {
      const [largest] = [...stack.parts].sort((p, q) => q.joules - p.joules);
      const most = largest ? `, most of it ${energyPartName(largest.key).toLowerCase()}` : '';
      return `${stack.side}: ${joules(stack.facility)} ${per} with nodes and cooling${most}.`;
    })
    .join(' ');
}

interface Piece extends EnergyPart {
  y0: number;
  y1: number;
}

function Stack(props: {
  stack: EnergyStack;
  x: number;
  room: number;
  bottom: number;
  bar: number;
  length: (joules: number) => number;
}) {
  const { stack, x, room, bottom, bar, length } = props;
  const y = scaleLinear([0, stack.facility], [bottom, TOP]);
  const pieces: Piece[] = stack.parts.map((part) => ({
    ...part,
    y0: y(part.below + part.joules),
    y1: y(part.below),
  }));
  const named = pieces.filter((piece) => piece.joules / stack.facility >= SMALLEST_SHARE);
  const places = spreadLabels(
    named.map((piece) => (piece.y0 + piece.y1) / 2),
    LABEL_GAP,
    TOP + 6,
    bottom - 6,
  );
  const edge = y(stack.chips);
  const tight = room < 230;
  return (
    <g transform={`translate(${String(x)},0)`}>
      <text className="bar-title" x={0} y={12}>
        <tspan className="line-side">{stack.side}</tspan> {joules(stack.chips)}
        {tight ? ' chips' : ' chips and links'}
      </text>
      <text x={0} y={28}>
        {joules(stack.facility)} {tight ? 'in all' : 'with nodes and cooling'}
      </text>
      <rect
        className="total-line total-chips"
        y={TOTAL_Y}
        height={TOTAL_HEIGHT}
        width={Math.max(1, length(stack.chips))}
      />
      <rect
        className="total-line"
        y={TOTAL_Y}
        height={TOTAL_HEIGHT}
        width={Math.max(1, length(stack.facility))}
      />
      {pieces.map((piece) => (
        <rect
          key={piece.key}
          className={`part part-${piece.key}`}
          x={0}
          width={bar}
          y={piece.y0}
          height={Math.max(0.5, piece.y1 - piece.y0)}
        />
      ))}
      <line className="chips-edge" x1={-3} x2={bar + 3} y1={edge} y2={edge} />
      {named.map((piece, i) => (
        <g key={piece.key}>
          <path
            className="leader"
            d={`M${String(bar)} ${String((piece.y0 + piece.y1) / 2)}L${String(bar + 10)} ${String(places[i])}h3`}
          />
          <text x={bar + 17} y={places[i]} dy="0.32em">
            {shortName(piece.key)}{' '}
            <tspan className="quiet">{amountText(piece.joules, stack.facility, room)}</tspan>
          </text>
        </g>
      ))}
    </g>
  );
}

const SHORT: Record<string, string> = {
  flop: 'arithmetic',
  chip: 'rest of chip',
  idle: 'idle',
  link: 'links',
  node: 'nodes',
  cooling: 'cooling',
};

function shortName(key: string): string {
  return SHORT[key] ?? key.toUpperCase();
}

function amountText(value: number, whole: number, room: number): string {
  return room > 240 ? `${joules(value)}, ${percent(value / whole)}` : percent(value / whole);
}

/** Colour is never the only sign: what is not a memory tier carries a texture. */
function StackPatterns() {
  return (
    <defs>
      <pattern
        id="part-idle"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="6" height="6" className="part-paper" />
        <path d="M0 0V6" className="part-stroke" />
      </pattern>
      <pattern id="part-chip" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" className="part-paper" />
        <circle cx="1.4" cy="1.4" r="1" className="part-dot" />
      </pattern>
      <pattern id="part-node" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" className="part-paper" />
        <path d="M0 0H5" className="part-stroke" />
      </pattern>
      <pattern id="part-cooling" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" className="part-paper" />
        <path d="M0 0V5" className="part-stroke" />
      </pattern>
    </defs>
  );
}

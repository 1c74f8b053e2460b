import { useMemo, useRef } from 'react';
import type { Axis } from '../axes';
import { AxesView } from './axes-view';
import type { SideCurve, SideLine } from './curve-data';
import type { Crossover } from './curve-value';
import { CurveLines, LineNames } from './curve-lines';
import { GapLanes, GapPatterns, hasGap } from './gap-lanes';
import { Crossovers, CursorLine, Grip, SimulatedPoints } from './marks';
import { plotOf, plotShape, type Plot, type PlotShape } from './plot';
import { useChoice } from './use-choice';
import { usePlotPointer } from './use-plot-pointer';
import { useRoom } from './use-width';

export interface CurveChartProps {
  /** What a reader who does not see the picture hears. */
  description: string;
  axis: Axis;
  curves: readonly SideCurve[];
  lines: readonly SideLine[];
  titleY: string;
  printY: (value: number) => string;
  /** The scenario's x. */
  at: number;
  cursor: number | null;
  onCursor: (x: number | null) => void;
  onPick: (x: number, reach?: number) => void;
  /** The scenario's x cannot be moved here. */
  fixed: boolean;
  /** Name of the figure. */
  figure: string;
  nameCrossover?: ((crossover: Crossover) => string) | undefined;
}

/** Curves of A and B over one axis of the scenario, with everything that belongs on them. */
export function CurveChart(props: CurveChartProps) {
  const { description, axis, curves, lines, titleY, printY, at, cursor, onCursor, onPick, nameCrossover } =
    props;
  const [scale] = useChoice('scale');
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box, 640);
  const lanes = useMemo(() => lines.filter(hasGap).length, [lines]);
  const plot = usePlot(
    useMemo(() => plotShape(curves, room, lanes, scale === 'linear'), [curves, room, lanes, scale]),
  );
  const pointer = usePlotPointer(plot, onCursor, onPick);
  const onAxis = plot !== null && inDomain(plot, at);
  const taken = onAxis ? plot.x(at) : -99;
  return (
    <div className="chart-box" ref={box}>
      {onAxis && !props.fixed && <KeyGrip axis={axis} at={at} figure={props.figure} onPick={onPick} />}
      {plot && (
        <svg
          className="chart"
          role="img"
          aria-label={description}
          viewBox={`0 0 ${String(plot.width)} ${String(plot.height)}`}
          {...pointer}
        >
          <GapPatterns />
          <AxesView plot={plot} axis={axis} printY={printY} titleY={titleY} taken={taken} />
          <text className="axis-name" x={plot.right} y={plot.bottom + 40} textAnchor="end">
            {axis.unit === '' ? axis.label : `${axis.label}, ${axis.unit}`}
          </text>
          <GapLanes plot={plot} curves={lines} />
          <CurveLines plot={plot} curves={lines} />
          <Crossovers plot={plot} axis={axis} curves={lines} name={nameCrossover} />
          <LineNames plot={plot} curves={lines} taken={taken} />
          {onAxis && <Grip plot={plot} axis={axis} at={at} />}
          {onAxis && <SimulatedPoints plot={plot} curves={curves} at={at} />}
          {cursor !== null && inDomain(plot, cursor) && <CursorLine plot={plot} at={cursor} />}
        </svg>
      )}
      {!plot && <p className="chart-empty">The curves come with the first answer.</p>}
    </div>
  );
}

/** The grip for those who use keys: a slider that is seen as the grip's own mark. */
function KeyGrip(props: { axis: Axis; at: number; figure: string; onPick: CurveChartProps['onPick'] }) {
  const { axis, at, figure, onPick } = props;
  const { scale } = axis;
  return (
    <input
      type="range"
      className="key-grip"
      aria-label={`${axis.label} on the ${figure} chart`}
      aria-valuetext={axis.say(at)}
      min={scale.first}
      max={scale.last}
      step={1}
      value={scale.toPosition(at)}
      onChange={(event) => onPick(scale.fromPosition(Number(event.target.value)), 0)}
    />
  );
}

function inDomain(plot: Plot, value: number): boolean {
  const [low = 0, high = 0] = plot.x.domain();
  return value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
}

/** The same plot for as long as nothing moves in it; what is drawn in it then need not be drawn again. */
function usePlot(shape: PlotShape | null): Plot | null {
  const { width, room, lanes, linear, firstX, lastX, lowY, highY, reaching } = shape ?? NO_SHAPE;
  return useMemo(
    () => (width === 0 ? null : plotOf({ width, room, lanes, linear, firstX, lastX, lowY, highY, reaching })),
    [width, room, lanes, linear, firstX, lastX, lowY, highY, reaching],
  );
}

const NO_SHAPE: PlotShape = {
  width: 0,
  room: null,
  lanes: 0,
  linear: false,
  firstX: 1,
  lastX: 1,
  lowY: 1,
  highY: 1,
  reaching: false,
};

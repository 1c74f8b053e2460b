import { useMemo, useRef } from 'react';
import type { Axis } from '../axes';
import { AxesView } from './axes-view';
import type { Crossover } from './curve-value';
import { CurveLines } from './curve-lines';
import { Crossings } from './crossings';
import { GapLanes, GapPatterns, hasGap } from './gap-lanes';
import { lineNames } from './line-names';
import { LineNames } from './line-names-view';
import { CursorLine, Grip, SimulatedPoints } from './marks';
import { nothingSentence } from './nothing';
import { Nothing } from './nothing-view';
import type { OtherLines } from './other-lines';
import { OtherLinesView } from './other-lines-view';
import { plotOf, plotShape, type Plot, type PlotShape } from './plot';
import { PublishedMark } from './published-mark';
import type { Chart } from './use-chart';
import { useChoice } from './use-choice';
import { usePlotPointer } from './use-plot-pointer';
import { useRoom } from './use-width';

export interface CurveChartProps extends Chart {
  /** What a reader who does not see the picture hears. */
  description: string;
  titleY: string;
  printY: (value: number) => string;
  cursor: number | null;
  onCursor: (x: number | null) => void;
  /** Name of the figure. */
  figure: string;
  /** Lines of neither side, behind those of A and B. */
  others?: OtherLines | null;
  nameCrossover?: ((crossover: Crossover) => string) | undefined;
}

/** Curves of A and B over one axis of the scenario, with everything that belongs on them. */
export function CurveChart(props: CurveChartProps) {
  const { description, axis, curves, lines, titleY, printY, at, cursor, onCursor, onPick } = props;
  const [scale] = useChoice('scale');
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box, 640);
  const lanes = useMemo(() => lines.filter(hasGap).length, [lines]);
  const others = props.others ?? null;
  const plot = usePlot(
    useMemo(
      () => plotShape(curves, room, lanes, scale === 'linear', others?.lines),
      [curves, room, lanes, scale, others],
    ),
  );
  const pointer = usePlotPointer(plot, onCursor, onPick);
  const onAxis = plot !== null && inDomain(plot, at);
  const taken = onAxis ? plot.x(at) : -99;
  const names = useMemo(() => (plot ? lineNames(plot, lines, taken) : []), [plot, lines, taken]);
  const published = props.published?.context ?? null;
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
          {others && <OtherLinesView plot={plot} others={others} />}
          <CurveLines plot={plot} curves={lines} />
          {published !== null && (
            <PublishedMark
              x={plot.x(published)}
              top={plot.top}
              bottom={plot.bottom}
              width={plot.width}
              title={plot.empty ? 0 : titleY.length}
              context={published}
            />
          )}
          <Crossings {...{ plot, axis, lines, names, at, published }} name={props.nameCrossover} />
          <LineNames names={names} />
          {onAxis && <Grip plot={plot} axis={axis} at={at} />}
          {onAxis && <SimulatedPoints plot={plot} curves={curves} at={at} names={names} />}
          {plot.empty && <Nothing plot={plot} text={nothingSentence(lines, axis.label.toLowerCase())} />}
          {cursor !== null && inDomain(plot, cursor) && <CursorLine plot={plot} at={cursor} />}
        </svg>
      )}
      {!plot && <p className="chart-empty">{props.instead}</p>}
    </div>
  );
}

/**
 * The grip for those who use keys: a slider that is seen as the grip's own mark. Its name leaves that of the panel's slider
 * to that one alone; which quantity it moves is in its value.
 */
function KeyGrip(props: { axis: Axis; at: number; figure: string; onPick: CurveChartProps['onPick'] }) {
  const { axis, at, figure, onPick } = props;
  const { scale } = axis;
  return (
    <input
      type="range"
      className="key-grip"
      aria-label={`Grip of the ${figure} chart`}
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
  const { width, room, lanes, linear, firstX, lastX, lowY, highY, empty, margin } = shape ?? NO_SHAPE;
  return useMemo(
    () =>
      width === 0 ? null : plotOf({ width, room, lanes, linear, firstX, lastX, lowY, highY, empty, margin }),
    [width, room, lanes, linear, firstX, lastX, lowY, highY, empty, margin],
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
  empty: true,
  margin: 0,
};

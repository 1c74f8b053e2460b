import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
  type SymbolType,
} from 'd3-shape';
import { useMemo, useRef, type PointerEvent } from 'react';
import { trimmed } from '../../units/format';
import { AxesView } from '../charts/axes-view';
import { useWidth } from '../charts/use-width';
import type { Point } from './points';
import { bandPath, nearestPoint, scatterPlot, type ScatterPlot } from './scatter-plot';

const SHAPES: readonly SymbolType[] = [
  symbolCircle,
  symbolTriangle,
  symbolSquare,
  symbolDiamond,
  symbolCross,
  symbolWye,
  symbolStar,
];

const path = (shape: number, size: number): string => symbol(SHAPES[shape % SHAPES.length], size)() ?? '';

/** Predicted against measured; on the diagonal they agree. Colour means memory on this page, so classes are shapes. */
export function Scatter(props: {
  points: readonly Point[];
  /** Which shape a point has. */
  shapeOf: (point: Point) => number;
  unit: string;
  description: string;
  /** Index of the point that is looked at. */
  at: number | null;
  onHover: (at: number | null) => void;
}) {
  const { points, shapeOf, unit, description, at, onHover } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 640);
  const plot = useMemo(() => scatterPlot(points, width), [points, width]);
  const marks = useMemo(() => plot && <Marks {...{ points, shapeOf, plot }} />, [points, shapeOf, plot]);
  const hit = (event: PointerEvent<SVGSVGElement>) => {
    if (!plot) return;
    const { left, top, width: wide } = event.currentTarget.getBoundingClientRect();
    const scale = plot.width / wide;
    const found = nearestPoint(points, plot, (event.clientX - left) * scale, (event.clientY - top) * scale);
    if (found !== null) onHover(found);
  };
  const seen = at === null ? undefined : points[at];
  return (
    <div className="chart-box scatter" ref={box}>
      {plot && (
        <svg
          className="chart"
          role="img"
          aria-label={description}
          viewBox={`0 0 ${String(plot.width)} ${String(plot.height)}`}
          onPointerMove={hit}
          onPointerDown={hit}
        >
          <path className="scatter-band" d={bandPath(plot)} />
          <AxesView
            plot={plot}
            axis={{ print: trimmed }}
            printY={trimmed}
            titleY={`predicted, ${unit}`}
            taken={-99}
          />
          <text className="axis-name" x={plot.right} y={plot.bottom + 42} textAnchor="end">
            measured, {unit}
          </text>
          <Diagonal plot={plot} />
          {marks}
          {seen && (
            <circle className="dot-hover" cx={plot.x(seen.measured)} cy={plot.y(seen.predicted)} r="8" />
          )}
        </svg>
      )}
      {!plot && <p className="chart-empty">No point.</p>}
    </div>
  );
}

function Diagonal({ plot: { x, y, domain } }: { plot: ScatterPlot }) {
  const [low, high] = domain;
  return <line className="scatter-diagonal" x1={x(low)} y1={y(low)} x2={x(high)} y2={y(high)} />;
}

function Marks(props: { points: readonly Point[]; shapeOf: (point: Point) => number; plot: ScatterPlot }) {
  const { points, shapeOf, plot } = props;
  const shapes = SHAPES.map((_, i) => path(i, 24));
  return (
    <g className="scatter-marks">
      {points.map((point, i) => (
        <path
          key={i}
          d={shapes[shapeOf(point) % shapes.length]}
          transform={`translate(${plot.x(point.measured).toFixed(1)},${plot.y(point.predicted).toFixed(1)})`}
        />
      ))}
    </g>
  );
}

/** The shape of a class, for a legend. */
export function Mark({ shape }: { shape: number }) {
  return (
    <svg className="scatter-key" viewBox="-8 -8 16 16" aria-hidden="true">
      <path d={path(shape, 90)} />
    </svg>
  );
}

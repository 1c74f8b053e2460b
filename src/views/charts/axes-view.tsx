import { ticks } from 'd3-array';
import { memo } from 'react';
import type { Axis } from '../axes';
import { logTicks } from './log-axis';
import type { Plot } from './plot';

/** Gridlines and ticks. Ticks near the scenario's own x give way to its label. */
export const AxesView = memo(function AxesView(props: {
  plot: Plot;
  axis: Pick<Axis, 'print'>;
  printY: (value: number) => string;
  titleY: string;
  taken: number;
}) {
  const { plot, axis, printY, titleY, taken } = props;
  const { left, right, top, bottom, x, y } = plot;
  const [x0 = 1, x1 = 10] = x.domain();
  const [y0 = 1, y1 = 10] = y.domain();
  const ticksX = logTicks(x0, x1, Math.floor((right - left) / 62));
  const most = Math.floor((bottom - top) / 34);
  const ticksY = plot.linear ? ticks(y0, y1, most) : logTicks(y0, y1, most);
  return (
    <g className="axes">
      {ticksY.map((tick) => (
        <g key={tick} transform={`translate(0,${String(y(tick))})`}>
          <line className="grid" x1={left} x2={right} />
          <text x={left - 8} dy="0.32em" textAnchor="end">
            {printY(tick)}
          </text>
        </g>
      ))}
      <line className="axis-line" x1={left} x2={right} y1={bottom} y2={bottom} />
      {ticksX.map((tick) => (
        <g key={tick} transform={`translate(${String(x(tick))},${String(bottom)})`}>
          <line className="tick" y2="5" />
          {Math.abs(x(tick) - taken) > 40 && (
            <text y="20" textAnchor="middle">
              {axis.print(tick)}
            </text>
          )}
        </g>
      ))}
      <text className="axis-title" x={4} y={top - 3}>
        {titleY}
      </text>
    </g>
  );
});

import { ticks } from 'd3-array';
import { scaleLog } from 'd3-scale';
import { memo } from 'react';
import type { Axis } from '../axes';
import { logTicks } from './log-axis';
import { fine, type Plot } from './plot';

/** Gridlines and ticks; of y only where something has a height. */
export function AxesView(props: {
  plot: Plot;
  axis: Pick<Axis, 'print'>;
  printY: (value: number) => string;
  titleY: string;
  taken: number;
}) {
  const { plot, axis, printY, titleY, taken } = props;
  const { left, right, top, bottom } = plot;
  const [first = 1, last = 10] = plot.x.domain();
  return (
    <g className="axes">
      {!plot.empty && <AxisY plot={plot} print={printY} />}
      <AxisX {...{ first, last, left, right, bottom, taken }} print={axis.print} />
      {!plot.empty && (
        <text className="axis-title" x={4} y={top - 3}>
          {titleY}
        </text>
      )}
    </g>
  );
}

const AxisY = memo(function AxisY({ plot, print }: { plot: Plot; print: (value: number) => string }) {
  const { left, right, top, bottom, y } = plot;
  const [low = 1, high = 10] = y.domain();
  const most = Math.floor((bottom - top) / 34);
  const shown = plot.linear ? ticks(low, high, most) : logTicks(low, high, most);
  return (
    <>
      <path
        className="grid"
        d={shown.map((tick) => `M${String(left)} ${fine(y(tick))}H${String(right)}`).join('')}
      />
      {shown.map((tick, i) => (
        <text key={i} x={left - 8} y={fine(y(tick))} dy="0.32em" textAnchor="end">
          {print(tick)}
        </text>
      ))}
    </>
  );
});

/** Ticks near the scenario's own x give way to its label. All in single values: while they stay, so does the axis. */
const AxisX = memo(function AxisX(props: {
  first: number;
  last: number;
  left: number;
  right: number;
  bottom: number;
  taken: number;
  print: (value: number) => string;
}) {
  const { first, last, left, right, bottom, taken, print } = props;
  const x = scaleLog([first, last], [left, right]);
  const shown = logTicks(first, last, Math.floor((right - left) / 62));
  return (
    <>
      <line className="axis-line" x1={left} x2={right} y1={bottom} y2={bottom} />
      <path className="tick" d={shown.map((tick) => `M${fine(x(tick))} ${String(bottom)}v5`).join('')} />
      {shown.map(
        (tick) =>
          Math.abs(x(tick) - taken) > 40 && (
            <text key={tick} x={fine(x(tick))} y={bottom + 20} textAnchor="middle">
              {print(tick)}
            </text>
          ),
      )}
    </>
  );
});

import { useState } from 'react';
import type { Axis } from '../axes';
import { sensible } from './crossing-labels';
import { readingAt, type SideLine } from './curve-data';
import { crossovers } from './curve-value';
import { readingText } from './read-out';

/** Rows enough to follow a curve, few enough to read. */
const ROWS = 17;

/** The chart as a table, for readers, for copying, and for those who would rather have numbers. */
export function TableTwin(props: {
  caption: string;
  axis: Axis;
  curves: readonly SideLine[];
  at: number;
  print: (value: number) => string;
}) {
  const { caption, axis, curves, at, print } = props;
  const [open, setOpen] = useState(false);
  return (
    <details className="table-twin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && (
        <div className="table-scroll" tabIndex={0} role="group" aria-label={`${caption}, table`}>
          <table>
            <caption>{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{axis.unit === '' ? axis.label : `${axis.label}, ${axis.unit}`}</th>
                {curves.map((curve) => (
                  <th key={curve.side} scope="col">
                    {curve.side} {curve.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows(curves[0]?.x ?? [], at).map((x) => (
                <tr key={x} aria-current={x === at ? 'true' : undefined}>
                  <th scope="row">{axis.print(x)}</th>
                  {curves.map((curve) => (
                    <td key={curve.side}>{readingText(readingAt(curve, x), print)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <p>{crossingsSentence(curves, axis)}</p>
        </div>
      )}
    </details>
  );
}

/** Every n-th sample, the last, and the scenario's own x. */
function rows(x: ArrayLike<number>, at: number): number[] {
  const stride = Math.max(1, Math.ceil(x.length / ROWS));
  const picked = Array.from(x).filter((_, i) => i % stride === 0 || i === x.length - 1);
  if (picked.length > 0 && Number.isFinite(at) && !picked.includes(at)) picked.push(at);
  return picked.sort((p, q) => p - q);
}

/** Every place where the lines cross, of which the picture names the most wanted. */
export function crossingsSentence([a, b]: readonly SideLine[], axis: Axis): string {
  if (!a || !b) return '';
  const found = crossovers(a.x, a.y, b.y).map(({ x }) => axis.say(sensible(x)));
  if (found.length === 0) return 'A and B cross nowhere.';
  return `A and B are equal at ${[...new Set(found)].join(', ')}.`;
}

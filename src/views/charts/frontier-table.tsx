import { useState } from 'react';
import { count, rate, trimmed } from '../../units/format';
import { degreeText, type FrontierCurve } from './frontier-data';

/** Every dot as a row. */
export function FrontierTable({ curves, unit }: { curves: readonly FrontierCurve[]; unit: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="table-twin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && (
        <div className="table-scroll" tabIndex={0} role="group" aria-label="Frontier, table">
          <table>
            <caption>Speed against throughput, from one request an instance to full batches</caption>
            <thead>
              <tr>
                <th scope="col">Layout</th>
                <th scope="col">Users</th>
                <th scope="col">Batch</th>
                <th scope="col">tok/s/user</th>
                <th scope="col">{unit}</th>
                <th scope="col">On the frontier</th>
              </tr>
            </thead>
            <tbody>
              {curves.flatMap(({ side, dots }) =>
                dots.map((dot, i) => (
                  <tr key={side + String(i)}>
                    <th scope="row">
                      {side} {degreeText(dot.tensorParallel)}
                      {dot.current ? ', in use' : ''}
                    </th>
                    <td>{count(dot.users)}</td>
                    <td>{trimmed(dot.batch)}</td>
                    <td>{rate(dot.x)}</td>
                    <td>{rate(dot.y)}</td>
                    <td>{dot.best ? 'yes' : 'no'}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

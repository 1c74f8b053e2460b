import { useState } from 'react';
import { count, counted, rate, trimmed } from '../../units/format';
import { degreeText, type FrontierCurve } from './frontier-data';
import type { DotLoad } from './frontier-load';
import type { Hit } from './frontier-plot';
import { keptBy, type PromisedSpeed } from './promised-speeds';

/** Every dot as a row; its button does with the keyboard what a click on the dot does. */
export function FrontierTable(props: {
  curves: readonly FrontierCurve[];
  promised: readonly PromisedSpeed[];
  unit: string;
  loadOf: (hit: Hit) => DotLoad;
  onPick: (hit: Hit) => void;
}) {
  const { curves, promised, unit, loadOf, onPick } = props;
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
                <th scope="col">Requests/s</th>
                <th scope="col">On the frontier</th>
                {promised.length > 0 && <th scope="col">Keeps the promised speed</th>}
                <th scope="col" className="screen-only">
                  Load it
                </th>
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
                    <td>{rate(dot.requestsPerSecond)}</td>
                    <td>{dot.best ? 'yes' : 'no'}</td>
                    {promised.length > 0 && <td>{keptBy(dot.x, promised)}</td>}
                    <td className="screen-only">
                      <LoadButton load={loadOf({ side, dot })} onPick={() => onPick({ side, dot })}>
                        {`${side} ${degreeText(dot.tensorParallel)}, ${counted(dot.users, 'user')}, batch ${trimmed(dot.batch)}`}
                      </LoadButton>
                    </td>
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

function LoadButton({ load, onPick, children }: { load: DotLoad; onPick: () => void; children: string }) {
  if (load.patch === null) return load.text;
  return (
    <button type="button" className="button-small" title={load.text} onClick={onPick}>
      Use <span className="visually-hidden">{children}</span>
    </button>
  );
}

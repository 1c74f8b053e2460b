import { useState, type ReactNode } from 'react';

/** A table that may be wider than the screen, folded until somebody opens it. */
export function WideTable(props: {
  summary: string;
  caption: string;
  head: readonly string[];
  /** Asked for when it opens. */
  rows: () => { key: string; cells: readonly ReactNode[] }[];
  open?: boolean;
}) {
  const { summary, caption, head, rows, open: first = false } = props;
  const [open, setOpen] = useState(first);
  return (
    <details className="table-twin" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && (
        <div className="table-scroll" tabIndex={0} role="group" aria-label={`${summary}, table`}>
          <table>
            <caption>{caption}</caption>
            <thead>
              <tr>
                {head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(({ key, cells: [first, ...rest] }) => (
                <tr key={key}>
                  <th scope="row">{first}</th>
                  {rest.map((cell, i) => (
                    <td key={i}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

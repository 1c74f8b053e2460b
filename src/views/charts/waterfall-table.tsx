import { seconds } from '../../units/format';
import type { Selected } from './waterfall-picture';
import { WATERFALL_PARTS, type WaterfallBlock } from './waterfall-rows';

/** The same times as a table; its buttons do with the keyboard what a click on a bar does. */
export function WaterfallTable(props: {
  blocks: readonly WaterfallBlock[];
  onSelect: (selected: Selected) => void;
}) {
  const { blocks, onSelect } = props;
  if (blocks.length === 0) return null;
  return (
    <details className="table-twin">
      <summary>As a table</summary>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Waterfall, table">
        <table>
          <caption>Where the time of single requests went</caption>
          <thead>
            <tr>
              <th scope="col">Request</th>
              {WATERFALL_PARTS.map((part) => (
                <th key={part.key} scope="col">
                  {part.long}
                </th>
              ))}
              <th scope="col">End to end</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {blocks.flatMap(({ side, rows }) =>
              rows.map(({ of, request, parts, seconds: whole }) => (
                <tr key={side + of}>
                  <th scope="row">
                    {side} {of}
                    {request !== null && `, #${String(request + 1)}`}
                  </th>
                  {parts.map((part) => (
                    <td key={part.key}>{seconds(part.seconds)}</td>
                  ))}
                  <td>{seconds(whole)}</td>
                  <td>
                    {request !== null && (
                      <button
                        type="button"
                        className="button-small"
                        onClick={() => onSelect({ side, request })}
                      >
                        Inspect <span className="visually-hidden">{`${side} ${of}`}</span>
                      </button>
                    )}
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}

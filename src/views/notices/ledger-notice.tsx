import type { LedgerSide, LedgerSummary } from '../../engine/sim/ledger-reader';
import { bytes, count, dollars, joules, seconds } from '../../units/format';
import { CloseIcon } from '../icons';

const ROWS: readonly (readonly [label: string, text: (side: LedgerSide) => string])[] = [
  ['Requests', (side) => count(side.requests)],
  ['Segments', (side) => count(side.segments)],
  ['Tokens', (side) => count(side.tokens)],
  ['Computed again', (side) => `${count(side.again)} tokens`],
  ['Time', (side) => seconds(side.seconds)],
  ['Bytes read', (side) => bytes(side.bytes)],
  ['Energy of the chips', (side) => (side.joules === null ? 'unknown' : joules(side.joules))],
  ['Cost of the chips', (side) => (side.usd === null ? 'unknown' : dollars(side.usd))],
  ['KV read from', (side) => side.tiers.map(({ tier, tokens }) => `${tier} ${count(tokens)}`).join(', ')],
];

/** A ledger file, added up: whether every token stands in it once, and what its rows come to. */
export function LedgerNotice(props: { name: string; summary: LedgerSummary; onDismiss: () => void }) {
  const { name, summary, onDismiss } = props;
  const { a, b, wrong, wrongCount } = summary;
  const sides = [
    { letter: 'A', side: a },
    { letter: 'B', side: b },
  ].filter((shown): shown is { letter: string; side: LedgerSide } => shown.side !== null);
  return (
    <section className="notice notice-quiet" aria-label={`Ledger ${name}`}>
      <div>
        <p role="status">
          <strong>{name}:</strong>{' '}
          {wrongCount === 0
            ? 'every token of every request, up to the last one recorded, stands in this ledger exactly once.'
            : `${count(wrongCount)} of its requests or rows do not add up.`}
        </p>
        {wrong.length > 0 && (
          <ul>
            {wrong.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
            {wrongCount > wrong.length && <li>and {count(wrongCount - wrong.length)} more.</li>}
          </ul>
        )}
        <table className="inspector-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Sum</span>
              </th>
              {sides.map(({ letter }) => (
                <th key={letter} scope="col">
                  {letter}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.map(([label, text]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {sides.map(({ letter, side }) => (
                  <td key={letter}>{text(side)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" className="button-plain" aria-label="Dismiss" onClick={onDismiss}>
        <CloseIcon />
      </button>
    </section>
  );
}

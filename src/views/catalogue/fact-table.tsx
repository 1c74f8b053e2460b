import { use } from 'react';
import { loadSources, type SourceEntry } from '../../data/sources';
import { Term } from '../term';
import type { ShownFact } from './catalogue-facts';
import { SourceLink } from './source-link';

/** Asked for once, when the first card is shown. */
let loading: Promise<Record<string, SourceEntry>> | null = null;

const CLASS_HELP = {
  sourced: 'Somebody published it.',
  fitted: 'Computed here from published measurements.',
  assumed: 'Neither published nor measured: the note says what stands behind it.',
} as const;

/**
 * Every number with its unit, its class and the places it comes from. Roles are spelt out: on a phone its rows are no table
 * rows to CSS, and then browsers forget what they are.
 */
export function FactTable({ facts }: { facts: readonly ShownFact[] }) {
  const sources = use((loading ??= loadSources()));
  const parts = [...new Set(facts.map(({ part }) => part))];
  return (
    <table className="fact-table" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            Figure
          </th>
          <th scope="col" role="columnheader">
            Value
          </th>
          <th scope="col" role="columnheader">
            <Term
              help={Object.entries(CLASS_HELP)
                .map(([name, help]) => `${name}: ${help}`)
                .join(' ')}
            >
              Class
            </Term>
          </th>
          <th scope="col" role="columnheader">
            Source
          </th>
        </tr>
      </thead>
      {parts.map((part) => (
        <tbody key={part} role="rowgroup">
          <tr role="row">
            <th scope="rowgroup" role="rowheader" colSpan={4}>
              {part}
            </th>
          </tr>
          {facts
            .filter((fact) => fact.part === part)
            .map((fact) => (
              <tr key={fact.name} role="row">
                <th scope="row" role="rowheader">
                  {fact.name}
                </th>
                <td className="fact-value" role="cell">
                  {fact.text}
                </td>
                <td role="cell">{fact.class}</td>
                <td className="fact-sources" role="cell">
                  {fact.source.map((key) => (
                    <SourceLink key={key} entry={sources[key]} id={key} />
                  ))}
                  {fact.note !== '' && <small>{fact.note}</small>}
                </td>
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}

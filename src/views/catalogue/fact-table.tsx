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

/** Every number with its unit, its class and the places it comes from. */
export function FactTable({ facts }: { facts: readonly ShownFact[] }) {
  const sources = use((loading ??= loadSources()));
  const parts = [...new Set(facts.map(({ part }) => part))];
  return (
    <table className="fact-table">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Value</th>
          <th scope="col">
            <Term
              help={Object.entries(CLASS_HELP)
                .map(([name, help]) => `${name}: ${help}`)
                .join(' ')}
            >
              Class
            </Term>
          </th>
          <th scope="col">Source</th>
        </tr>
      </thead>
      {parts.map((part) => (
        <tbody key={part}>
          <tr>
            <th scope="rowgroup" colSpan={4}>
              {part}
            </th>
          </tr>
          {facts
            .filter((fact) => fact.part === part)
            .map((fact) => (
              <tr key={fact.name}>
                <th scope="row">{fact.name}</th>
                <td className="fact-value">{fact.text}</td>
                <td>{fact.class}</td>
                <td>
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

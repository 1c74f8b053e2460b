import { useEffect, useId, useRef } from 'react';
import { count } from '../../units/format';
import { choicesOf, type Entry, type Filter } from './catalogue-search';

/** Words and filters, and below them what they leave: a row of native radio buttons, so that arrow keys walk it. */
export function Finder(props: {
  shelf: 'chips' | 'models';
  entries: readonly Entry[];
  found: readonly Entry[];
  filter: Filter;
  chosen: string | null;
  onFilter: (filter: Filter) => void;
  onChoose: (id: string) => void;
}) {
  const { shelf, entries, found, filter, chosen, onFilter, onChoose } = props;
  const name = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(':checked')?.closest('label')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const kinds = shelf === 'chips' ? 'Memory' : 'Kind';
  return (
    <div className="catalogue-finder">
      <input
        type="search"
        data-first-focus
        className="catalogue-search"
        aria-label={`Search ${shelf}`}
        placeholder={shelf === 'chips' ? 'Name, maker, memory …' : 'Name, maker, kind …'}
        value={filter.words}
        onChange={(event) => onFilter({ ...filter, words: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          list.current?.querySelector<HTMLElement>(':checked')?.focus();
        }}
      />
      <div className="catalogue-filters">
        {(['maker', 'kind', 'year'] as const).map((of) => (
          <select
            key={of}
            aria-label={of === 'kind' ? kinds : of === 'maker' ? 'Maker' : 'Year'}
            value={filter[of]}
            onChange={(event) => onFilter({ ...filter, [of]: event.target.value })}
          >
            <option value="">{of === 'kind' ? kinds : of === 'maker' ? 'Maker' : 'Year'}</option>
            {choicesOf(entries, of).map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ))}
      </div>
      <p className="hint" role="status">
        {found.length === 0
          ? 'Nothing is found by this.'
          : `${count(found.length)} of ${count(entries.length)} ${shelf}`}
      </p>
      <div
        ref={list}
        role="radiogroup"
        aria-label={shelf === 'chips' ? 'Chips' : 'Models'}
        className="catalogue-list"
      >
        {found.map((entry) => (
          <label key={entry.id} className="catalogue-row">
            <input
              type="radio"
              name={name}
              value={entry.id}
              checked={entry.id === chosen}
              onChange={() => onChoose(entry.id)}
            />
            <span>{entry.name}</span>
            <small>{entry.line}</small>
          </label>
        ))}
      </div>
    </div>
  );
}

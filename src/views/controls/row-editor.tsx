import type { ReactNode } from 'react';

/** A list that a link writes as one text, as rows: each with its controls and a way out, and one more below. */
export function RowEditor<T>(props: {
  label: string;
  rows: readonly T[];
  nameOf: (row: T, index: number) => string;
  keyOf: (row: T, index: number) => string;
  row: (row: T, change: (next: T) => void, index: number) => ReactNode;
  add: string;
  /** Null: there is no room for another. */
  onAdd: (() => void) | null;
  onChange: (rows: readonly T[]) => void;
}) {
  const { label, rows, nameOf, keyOf, row, add, onAdd, onChange } = props;
  return (
    <div className="row-editor" role="group" aria-label={label}>
      {rows.map((one, i) => (
        <div key={keyOf(one, i)} className="row-editor-row" role="group" aria-label={nameOf(one, i)}>
          <div className="row-editor-fields">
            {row(one, (next) => onChange(rows.map((other, j) => (i === j ? next : other))), i)}
          </div>
          <button
            type="button"
            className="button-plain"
            aria-label={`Remove ${nameOf(one, i)}`}
            title={`Remove ${nameOf(one, i)}`}
            onClick={() => onChange(rows.filter((_, j) => i !== j))}
          >
            ×
          </button>
        </div>
      ))}
      {onAdd && (
        <button type="button" className="button-small" onClick={onAdd}>
          {add}
        </button>
      )}
    </div>
  );
}

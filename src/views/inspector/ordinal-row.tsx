import type { ReactNode } from 'react';
import { count } from '../../units/format';
import { TypedField } from '../controls/typed-field';
import { parseOrdinal } from './parse-ordinal';

interface OrdinalRowProps {
  /** What is picked: `Request`. */
  what: string;
  /** What there are so many of, in messages: `requests of this run`. */
  things: string;
  /** From 0; null before one is picked. */
  at: number | null;
  /** How many there are; 0 while nobody knows. */
  of: number;
  onPick: (at: number) => void;
  children?: ReactNode;
}

/** One of many by its number, which people count from 1, or by its neighbour's. */
export function OrdinalRow({ what, things, at, of, onPick, children }: OrdinalRowProps) {
  const parse = (text: string) => parseOrdinal(text, of, things);
  const step = (by: 1 | -1) => onPick(at === null ? 0 : at + by);
  return (
    <div className="finder-row">
      <span className="finder-label">{what}</span>
      <button
        type="button"
        className="button"
        aria-label={`Previous ${what.toLowerCase()}`}
        disabled={at === null || at <= 0}
        onClick={() => step(-1)}
      >
        ‹
      </button>
      <TypedField
        name={`${what} number`}
        subject={what}
        value={at === null ? '' : String(at + 1)}
        parse={parse}
        onText={(text) => {
          const parsed = parse(text);
          if (parsed.ok) onPick(parsed.value);
        }}
        width={6}
        disabled={of === 0}
      />
      <button
        type="button"
        className="button"
        aria-label={`Next ${what.toLowerCase()}`}
        disabled={(at ?? -1) >= of - 1}
        onClick={() => step(1)}
      >
        ›
      </button>
      <span className="unit finder-count">{of > 0 && `of ${count(of)}`}</span>
      {children}
    </div>
  );
}

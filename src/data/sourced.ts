/**
 * A number and where it comes from. Nothing in the catalogue is a bare number: a reader can always ask who says
 * so. `docs/FACTS.md` says when each class applies.
 */

/** `sourced`: somebody published it. `fitted`: computed here from published measurements. `assumed`: neither. */
export type FactClass = 'sourced' | 'fitted' | 'assumed';

export interface Known<T> {
  value: T;
  /** Keys of the source table (`sources.ts`); empty only for a pure assumption, which then has a note. */
  source: string[];
  class: FactClass;
  note?: string;
}

/** Unknown is a value of its own, with the reason and the places that were searched; never a guess. */
export interface Unknown {
  value: null;
  source: string[];
  class: FactClass;
  note: string;
}

export type Sourced<T> = Known<T> | Unknown;

/** The same fields as `T`, each with its own class and source. */
export type SourcedFields<T> = { [K in keyof T]: Known<T[K]> };

export function sourced<T>(value: T, source: string[], note?: string): Known<T> {
  return known(value, source, 'sourced', note);
}

export function fitted<T>(value: T, source: string[], note?: string): Known<T> {
  return known(value, source, 'fitted', note);
}

export function assumed<T>(value: T, note: string, source: string[] = []): Known<T> {
  return known(value, source, 'assumed', note);
}

export function unknown(note: string, source: string[] = []): Unknown {
  return { value: null, source, class: 'sourced', note };
}

function known<T>(value: T, source: string[], factClass: FactClass, note?: string): Known<T> {
  return note === undefined ? { value, source, class: factClass } : { value, source, class: factClass, note };
}

import { count } from '../units/format';
import type { Problem } from './scenario';

/**
 * Versions of the scenario format. When a key changes its meaning or a default its value, `CURRENT_VERSION` grows by
 * one and an upgrader is added that turns links of the version before into links of the new one. A key that is only
 * added needs neither. What changed when: docs/SCENARIO-FORMAT.md.
 */
export const CURRENT_VERSION = 1;

/** Keys and texts of a link or file, as written. */
export type Entries = ReadonlyMap<string, string>;

/** Entry i turns version i − 1 into version i; it says in a comment what changed and why. A test sees that none is missing. */
export const UPGRADES: Readonly<Record<number, (entries: Entries) => Entries>> = {};

/** Brings entries to the current version. Without `v` they are taken to be of the current version. */
export function upgrade(entries: Entries): { entries: Entries; problems: Problem[] } {
  const text = entries.get('v');
  if (text === undefined) return { entries, problems: [] };
  const version = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  let upgraded = new Map(entries);
  upgraded.delete('v');
  if (version < 1) {
    return {
      entries: upgraded,
      problems: [problem(text, 'is not a format version; the current one is assumed')],
    };
  }
  if (version > CURRENT_VERSION) return { entries: upgraded, problems: [problem(text, FROM_THE_FUTURE)] };
  for (let next = version + 1; next <= CURRENT_VERSION; next++) {
    upgraded = new Map(UPGRADES[next]?.(upgraded));
  }
  return { entries: upgraded, problems: [] };
}

const FROM_THE_FUTURE =
  `was made by a newer Tokenyard than this one, which reads versions up to ${count(CURRENT_VERSION)}; ` +
  'keys known here are used as they are and may mean something else there. Reload the page to get the newest';

function problem(text: string, message: string): Problem {
  const shown = text.slice(0, 40);
  return { key: 'v', value: shown, message: `v "${shown}" ${message}.` };
}

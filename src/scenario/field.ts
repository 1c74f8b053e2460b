import { count } from '../units/format';
import { closestText } from './closest';
import type { Custom } from './custom';
import { ambiguity } from './quantity';
import type { Scenario, SideScenario } from './scenario';

/** What a text meant: a value, or why it means nothing, as the end of a sentence ("is not a number"). */
export type Parsed<T> = { ok: true; value: T } | { ok: false; why: string };

/** Values a field may take. `log` is how a control spreads them. */
export interface Range {
  min: number;
  max: number;
  /** The lower end itself is not allowed. */
  aboveMin?: boolean;
  whole?: boolean;
  log: boolean;
}

/** Changes collected from a link or an object, before the rules that tie fields together are applied. */
export interface Draft {
  scenario: Partial<Scenario>;
  a: Partial<SideScenario>;
  b: Partial<SideScenario>;
}

/**
 * Where the panel shows a field. `scenario`: the sliders and cards, which are always in sight and have controls of their
 * own; `page`: not in the panel. The others are folds; a row that names none goes to its cluster's, or to the workload's.
 */
export type FieldGroup =
  'scenario' | 'cluster' | 'memory' | 'routing' | 'workload' | 'prices' | 'engine' | 'run' | 'page';

/** One field of a scenario. Codec, JSON form, controls and the format's documentation are loops over these. */
export interface Field<T> {
  /** Key in links and in the JSON form. */
  key: string;
  label: string;
  /** Unit of the value, '' where there is none. */
  unit: string;
  json: 'number' | 'string' | 'boolean' | 'object';
  range: Range | null;
  /** The part of the range a slider offers; the typed twin takes all of it. */
  slider: { min: number; max: number } | null;
  /** The words a field may be, where they are few and fixed. */
  choices?: readonly string[];
  /** The texts a control offers of a field that takes more of them. */
  offered?: readonly string[];
  /** What a choice is called where its id says too little. */
  choiceLabels?: Readonly<Record<string, string>>;
  group?: FieldGroup;
  /** `own`: what the scenario brings along, whose ids are known too. */
  parse(text: string, own?: Custom): Parsed<T>;
  /** Exact: `parse(print(value))` is `value`. Uses only characters that a fragment needs no escape for. */
  print(value: T): string;
  /** Null: none. Undefined: the field does not apply to this scenario, e.g. the pools of a hidden side. */
  get(scenario: Scenario): T | null | undefined;
  /** What a link that leaves the key out means; it may depend on other fields. */
  default(scenario: Scenario): T | null;
  /** Null asks for none, or for the default where the field cannot be none. */
  write(draft: Draft, value: T | null, base: Scenario): void;
}

export const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
export const bad = (why: string): { ok: false; why: string } => ({ ok: false, why });

/** How people write units besides the way the page does. */
const SPELLINGS: Record<string, readonly string[]> = {
  'requests/s': ['request/s', 'reqs/s', 'req/s', 'rps', '/s'],
  tokens: ['token', 'tok'],
  requests: ['request', 'reqs', 'req'],
  chips: ['chip'],
};

function withoutUnit(text: string, unit: string): string {
  const lower = text.toLowerCase();
  const end = [unit, ...(SPELLINGS[unit] ?? [])].find((spelling) => lower.endsWith(spelling.toLowerCase()));
  return text.slice(0, text.length - (end ?? '').length).trim();
}

/** Parser of a number in a range, with or without its unit. `print` writes the ends of the range the way the field is written. */
export function numberParser(
  range: Range,
  unit: string,
  read: (text: string) => number,
  print: (value: number) => string = count,
  what?: string,
): (text: string) => Parsed<number> {
  const [min, max] = [print(range.min), print(range.max)];
  const allowed = range.aboveMin ? `above ${min} and at most ${max}` : `${min} to ${max}`;
  const expected = unit === '' ? allowed : `${allowed} ${unit}`;
  return (text) => {
    const bare = text.trim();
    const value = read(withoutUnit(bare, unit));
    if (Number.isNaN(value))
      return bad(`is not ${what ?? `a number${ambiguity(bare)}`}; it takes ${expected}`);
    if (range.whole === true && !Number.isInteger(value)) {
      return bad(`is not a whole number; it takes ${expected}`);
    }
    if (!range.aboveMin) {
      const inside = value >= range.min && value <= range.max;
      return inside ? good(value) : bad(`is outside ${expected}`);
    }
    if (value > range.max) return bad(`is more than ${max}${unit && ` ${unit}`}`);
    return value > range.min ? good(value) : bad(`is not ${expected}`);
  };
}

/** Parser of one word out of a list. */
export function choiceParser<T extends string>(
  choices: readonly T[],
  what: string,
): (text: string) => Parsed<T> {
  return (text) => {
    const choice = choices.find((id) => id === text.trim());
    return choice === undefined ? bad(notOneOf(text, choices, what)) : good(choice);
  };
}

/** A short list is written out; a long one names the closest. */
function notOneOf(text: string, choices: readonly string[], what: string): string {
  if (choices.length <= 12) return `is not ${what}; it is one of ${choices.join(', ')}`;
  return `is not ${what}${closestText(text, choices)}`;
}

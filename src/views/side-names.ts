import { chipById } from '../data/catalog';
import { poolsBeside, poolsInForce } from '../scenario/defaults';
import { fieldByKey, FIELD_KEYS } from '../scenario/fields';
import type { Scenario, SideScenario } from '../scenario/scenario';
import { count } from '../units/format';
import { ARCHITECTURE_TEXT } from './architectures';
import { chipName, plainName, shortName } from './chip-name';
import { changeText, textOf } from './controls/field-groups';

/** What a side is called on tables, lines and pictures. `kind` is the same without its chips, to stand before them. */
export interface SideName {
  name: string;
  kind: string;
}

export interface SideNames {
  a: SideName;
  /** Null without a second side. */
  b: SideName | null;
}

/** What a side without the field has instead. */
const WITHOUT: Record<string, string> = {
  tiers: 'no KV kept',
  spec: 'no drafts',
  rules: 'usual rules',
  price: 'usual price',
};

type Asked = Pick<Scenario, 'a' | 'b' | 'custom'>;

let last: { asked: Asked; names: SideNames } | null = null;

/**
 * Sides of two architectures are named by them, and the one that alone drafts by that, too. Those of one architecture are
 * named by what tells them apart: chips, their counts, else the first field that differs.
 */
export function sideNames(scenario: Scenario): SideNames {
  const { a, b, custom } = scenario;
  if (last?.asked.a !== a || last.asked.b !== b || last.asked.custom !== custom)
    last = { asked: { a, b, custom }, names: namesOf(scenario) };
  return last.names;
}

function namesOf(scenario: Scenario): SideNames {
  const { a, b, custom } = scenario;
  const full = (id: string) => chipName(id, custom);
  const chip = (id: string) => shortName(full(id));
  const kind = kindOf(a, chip);
  const alone = { name: kind, kind };
  if (b === null) return { a: alone, b: null };
  const kindB = kindOf(b, chip);
  if (kind !== kindB) {
    const oneDrafts = isDrafting(a) !== isDrafting(b);
    const named = (side: SideScenario, is: string): SideName => {
      const name = oneDrafts && isDrafting(side) ? `${is}, drafts` : is;
      return { name, kind: name };
    };
    return { a: named(a, kind), b: named(b, kindB) };
  }
  const chipsOf = (side: SideScenario) => distinct(poolsOf(side).map((pool) => chip(pool.chip)));
  const plainChipsOf = (side: SideScenario) =>
    distinct(poolsOf(side).map((pool) => plainName(full(pool.chip))));
  const countsOf = (side: SideScenario) => {
    const counts = poolsOf(side).map((pool) => count(pool.count));
    return `${counts.join(' + ')} ${counts.join() === '1' ? 'chip' : 'chips'}`;
  };
  for (const text of [chipsOf, plainChipsOf, countsOf])
    if (text(a) !== text(b)) return { a: { name: text(a), kind }, b: { name: text(b), kind } };
  const [ofA, ofB] = difference(scenario).map((what) => `${kind}, ${what}`);
  if (ofA === undefined || ofB === undefined) return { a: alone, b: alone };
  return { a: { name: ofA, kind: ofA }, b: { name: ofB, kind: ofB } };
}

const isDrafting = ({ spec }: SideScenario): boolean => spec !== null && spec.drafted > 0;

/** The architecture, where a chip that is no GPU is called by its own name. */
function kindOf(side: SideScenario, chip: (id: string) => string): string {
  const { short } = ARCHITECTURE_TEXT[side.architecture];
  const { prefill, decode } = poolsInForce(side);
  const pools = [prefill, decode].filter((pool) => pool !== null);
  let at = 0;
  return short.replaceAll('GPU', (word) => {
    const { chip: id } = pools[at++]!;
    return isGpu(id) ? word : chip(id);
  });
}

/** Of the makers of GPUs; the catalogue's own kinds tell how a chip is timed. */
function isGpu(id: string): boolean {
  const record = chipById(id);
  return (
    record === undefined ||
    (/NVIDIA|AMD|Crescent/.test(`${record.vendor} ${record.name}`) && !record.name.includes('CPU'))
  );
}

const distinct = (names: readonly string[]) => [...new Set(names)].join(' + ');

function poolsOf(side: SideScenario) {
  const { prefill, decode } = poolsInForce(side);
  return [prefill, decode, ...poolsBeside(side)].filter((pool) => pool !== null);
}

/** What A and what B has of the first field that differs in words; empty when none does. */
function difference(scenario: Scenario): readonly string[] {
  for (const key of FIELD_KEYS) {
    if (!key.startsWith('a.')) continue;
    const words = [key, `b${key.slice(1)}`].map((of) => wordsOf(of, scenario));
    if (words[0] !== words[1]) return words;
  }
  return [];
}

function wordsOf(key: string, scenario: Scenario): string {
  const field = fieldByKey(key)!;
  const text = textOf(field, scenario) ?? '';
  const id = key.slice(2);
  const label = field.label.toLowerCase();
  if (text === '') return WITHOUT[id] ?? `usual ${label}`;
  if (id === 'tiers')
    return text === 'device' ? 'KV on device' : `KV to ${changeText(field, text).split(', ').at(-1)!}`;
  if (id === 'rules' || id === 'more') return `own ${label}`;
  if (id === 'spec') return `drafts of ${text.split(':', 1)[0]!}`;
  // In the middle of a name: least work, but KV-aware.
  return changeText(field, text).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

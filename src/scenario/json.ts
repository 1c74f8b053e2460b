import { assemble, say, type ReadScenario } from './assemble';
import { isObject } from '../data/json-object';
import { customJson, isNothing } from './custom';
import { FIELD_LIST, fieldByKey, FIELDS } from './fields';
import { packed } from './packed';
import { patchScenario } from './patch';
import type { Problem, Scenario } from './scenario';
import { upgrade } from './upgrades';

/** The JSON form: one flat object whose keys are those of links, with numbers as numbers and `x` as an object. */
export type ScenarioJson = Record<string, string | number | boolean | null | object>;

/** Every field that applies, with the value in force. Null: none. */
export function toJson(scenario: Scenario): ScenarioJson {
  const canonical = patchScenario(scenario, {});
  const json: ScenarioJson = {};
  const { custom } = canonical;
  for (const field of FIELD_LIST) {
    const value = field.get(canonical);
    if (value === undefined) continue;
    if (field.json === 'object') {
      json[field.key] = isNothing(custom) ? null : customJson(custom);
      continue;
    }
    const own = field.json !== 'string' && (typeof value === 'number' || typeof value === 'boolean');
    json[field.key] = value === null ? null : own ? value : field.print(value);
  }
  return json;
}

/**
 * Puts an object on top of a scenario; keys it leaves out stay as they are, null asks for the default. Besides the
 * flat form it reads `a` and `b` as objects ({ architecture, prefill, … }) and pools as { chip, count }. Never
 * throws; what cannot be used is a problem and changes nothing.
 */
export function fromJson(value: unknown, base: Scenario): ReadScenario {
  if (!isObject(value)) {
    return {
      scenario: base,
      problems: [say('scenario', textOf(value), 'is not an object of scenario keys', 'nothing is changed')],
    };
  }
  const problems: Problem[] = [];
  const flat = new Map<string, string | null>();
  for (const [key, part] of Object.entries(value)) {
    if ((key === 'a' || key === 'b') && isObject(part)) flattenSide(key, part, flat, problems);
    else add(key, part, flat, problems);
  }
  const nothing = [...flat].filter(([, text]) => text === null).map(([key]) => key);
  const texts = new Map([...flat].flatMap(([key, text]) => (text === null ? [] : [[key, text] as const])));
  const upgraded = upgrade(texts);
  const entries = new Map<string, string | null>([
    ...upgraded.entries,
    // Last: what is usual follows from what the others set.
    ...nothing.map((key) => [key, null] as const),
  ]);
  const read = assemble(base, entries, 'patch');
  return { scenario: read.scenario, problems: [...problems, ...upgraded.problems, ...read.problems] };
}

type Flat = Map<string, string | null>;

function flattenSide(id: 'a' | 'b', side: Record<string, unknown>, flat: Flat, problems: Problem[]): void {
  for (const [name, part] of Object.entries(side)) {
    const key = name === 'architecture' || name === 'arch' ? id : `${id}.${name}`;
    add(key, part, flat, problems);
  }
}

/** Values become the text a link would hold, so that both forms are read by the same parsers. */
function add(key: string, value: unknown, flat: Flat, problems: Problem[]): void {
  if (value === null) {
    flat.set(key, key === 'b' ? 'none' : null);
  } else if (typeof value === 'string' || typeof value === 'number') {
    flat.set(key, String(value));
  } else if (typeof value === 'boolean' && !fieldByKey(key)?.range) {
    flat.set(key, value ? '1' : '0');
  } else if (isObject(value) && key === FIELDS.x.key) {
    try {
      flat.set(key, packed(value));
    } catch {
      problems.push(say(key, typeof value, 'is no JSON', 'it is not used'));
    }
  } else if (isObject(value) && typeof value['chip'] === 'string' && fieldByKey(key)?.unit === 'chips') {
    flat.set(key, `${value['chip']}x${textOf(value['count'] ?? '')}`);
  } else {
    problems.push(say(key, textOf(value), 'is not a text or a number', 'it is not used'));
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    // Undefined for functions and the like, whatever its type says.
    const text = JSON.stringify(value) as string | undefined;
    return text ?? typeof value;
  } catch {
    return typeof value;
  }
}

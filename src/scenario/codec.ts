import { assemble, say, type ReadScenario } from './assemble';
import { CHART_FIELDS } from './chart-fields';
import { DEFAULT_SCENARIO } from './defaults';
import { FIELD_LIST } from './fields';
import { patchScenario } from './patch';
import type { Problem, Scenario } from './scenario';
import { upgrade } from './upgrades';

/** Scenario ↔ link text. The text is the fragment of a link: `v=1&ctx=32768&a=gpu-split`. */

interface Texts {
  link: string;
  question: string;
}

/** What was written before: scenarios do not change, and several parts of the page ask for the same one. */
const written = new WeakMap<Scenario, Texts>();

/** How the page shows a question is no part of it. */
const SHOWN = new Set(['view', 'layout', 'embed', 'theme', 'req', ...Object.keys(CHART_FIELDS)]);

/** Fields at their default are left out; `v` is always there, and first. */
export function encode(scenario: Scenario): string {
  return textsOf(scenario).link;
}

/** The question alone, whatever part of the page shows it and how: equal texts have equal answers. */
export function encodeQuestion(scenario: Scenario): string {
  return textsOf(scenario).question;
}

function textsOf(scenario: Scenario): Texts {
  let texts = written.get(scenario);
  if (texts === undefined) written.set(scenario, (texts = write(scenario)));
  return texts;
}

function write(scenario: Scenario): Texts {
  const canonical = patchScenario(scenario, {});
  const [link, question]: [string[], string[]] = [[], []];
  for (const field of FIELD_LIST) {
    const value = field.get(canonical);
    if (value === null || value === undefined) continue;
    const usual = field.default(canonical);
    if (value === usual) continue;
    const text = field.print(value);
    if (usual !== null && field.print(usual) === text) continue;
    link.push(`${field.key}=${text}`);
    if (!SHOWN.has(field.key)) question.push(`${field.key}=${text}`);
  }
  return { link: link.join('&'), question: question.join('&') };
}

/**
 * Reads a fragment (with or without `#`) or a whole link. Never throws: what cannot be read is a problem and its
 * default is used. Later duplicates win. A link with neither a fragment nor a scenario in its query is the default.
 */
export function decode(text: string): ReadScenario {
  const { entries, problems } = entriesOf(fragmentOf(text));
  const upgraded = upgrade(entries);
  const read = assemble(DEFAULT_SCENARIO, upgraded.entries, 'link');
  return {
    scenario: read.scenario,
    problems: atMost(MOST_PROBLEMS, [...upgraded.problems, ...problems, ...read.problems]),
  };
}

/** The keys that a link names, those included that are unknown or cannot be read. */
export function keysOf(text: string): Set<string> {
  return new Set(upgrade(entriesOf(fragmentOf(text)).entries).entries.keys());
}

/** Puts the keys of a fragment on top of a scenario: the ones it leaves out stay as they are. */
export function applyLink(text: string, base: Scenario): ReadScenario {
  const { entries, problems } = entriesOf(fragmentOf(text));
  const upgraded = upgrade(entries);
  const read = assemble(base, upgraded.entries, 'patch');
  return { scenario: read.scenario, problems: [...upgraded.problems, ...problems, ...read.problems] };
}

function fragmentOf(text: string): string {
  const trimmed = text.trim();
  const hash = trimmed.indexOf('#');
  const isLink = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const query = isLink ? queryOf(trimmed.split('#', 1)[0] ?? '') : '';
  const fragment = hash >= 0 && hash < trimmed.length - 1 ? trimmed.slice(hash) : isLink ? query : trimmed;
  const bare = fragment.replace(/^[#?]+/, '').replaceAll('&amp;', '&');
  // Some programs escape the whole fragment when they turn text into a link.
  return bare.includes('=') ? bare : (unescaped(bare) ?? bare);
}

/** The query of a link where it holds a scenario: some programs take a fragment for one. Others' keys are theirs. */
export function queryOf(link: string): string {
  const at = link.indexOf('?');
  const query = at < 0 ? '' : link.slice(at + 1);
  return /(^|&)v=/.test(query) ? query : '';
}

/** Null where the percent signs are not an encoding. */
function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function entriesOf(fragment: string): { entries: Map<string, string>; problems: Problem[] } {
  const entries = new Map<string, string>();
  const problems: Problem[] = [];
  for (const part of fragment.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const rawKey = equals < 0 ? part : part.slice(0, equals);
    const rawText = equals < 0 ? '' : part.slice(equals + 1);
    const key = unescaped(rawKey) ?? rawKey;
    const text = unescaped(rawText);
    if (text === null) {
      problems.push(say(key, rawText, 'has a broken % escape', 'it is read as it stands'));
    }
    const before = entries.get(key);
    if (before !== undefined)
      problems.push(say(key, before, 'is given more than once', 'the last one is used'));
    entries.set(key, text ?? rawText);
  }
  return { entries, problems };
}

/** A hostile link may hold a million bad keys; a notice cannot. */
const MOST_PROBLEMS = 50;

function atMost(most: number, problems: Problem[]): Problem[] {
  if (problems.length <= most) return problems;
  const message = `${String(problems.length - most)} more parts could not be used.`;
  return [...problems.slice(0, most), { key: '', value: '', message }];
}

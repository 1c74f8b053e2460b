import { say } from './assemble';
import { closestText } from './closest';
import { decode } from './codec';
import { withPlaces } from './json-lines';
import { jsonFault } from './json-position';
import { presetById, PRESETS } from './presets';
import { scenarioOfJson } from './read-json';
import type { Problem, Scenario } from './scenario';

export interface ReadText {
  /** Null when the text is none of the four things a scenario can be; then the problem says so. */
  scenario: Scenario | null;
  problems: Problem[];
}

/**
 * Reads a scenario however it is given: a preset's id, a link, a fragment, or the text of a JSON file. `file`: where it
 * is from, for what is said of it.
 */
export function readScenario(text: string, file?: string): ReadText {
  const whole = text.replace(/^\uFEFF/, '');
  const trimmed = whole.trim();
  if (trimmed.startsWith('{')) return readJson(whole, file);
  const preset = presetById(trimmed);
  if (preset) return { scenario: preset.scenario, problems: [] };
  if (/[=#]|:\/\/|%3d/i.test(trimmed)) return decode(trimmed);
  const ids = PRESETS.map(({ id }) => id);
  const near = closestText(trimmed, ids) || `; presets: ${ids.join(', ')}`;
  const why = `is not a preset, a link, a fragment (v=1&…) or JSON${near}`;
  return { scenario: null, problems: [say('scenario', trimmed, why)] };
}

function readJson(text: string, file: string | undefined): ReadText {
  const refuse = (message: string): ReadText => ({
    scenario: null,
    problems: [{ key: 'scenario', value: '', message: `${file ?? 'scenario'}${message}.` }],
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { line, column, message } = jsonFault(text);
    return refuse(`, line ${String(line)}, column ${String(column)}: ${message}`);
  }
  const read = scenarioOfJson(value);
  if (typeof read === 'string') return refuse(`: ${read}`);
  return file === undefined ? read : { ...read, problems: withPlaces(read.problems, file, text) };
}

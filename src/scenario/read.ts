import { say } from './assemble';
import { closestText } from './closest';
import { decode } from './codec';
import { presetById, PRESETS } from './presets';
import { scenarioOfJson } from './read-json';
import type { Problem, Scenario } from './scenario';

export interface ReadText {
  /** Null when the text is none of the four things a scenario can be; then the problem says so. */
  scenario: Scenario | null;
  problems: Problem[];
}

/** Reads a scenario however it is given: a preset's id, a link, a fragment, or the text of a JSON file. */
export function readScenario(text: string): ReadText {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed.startsWith('{')) return readJson(trimmed);
  const preset = presetById(trimmed);
  if (preset) return { scenario: preset.scenario, problems: [] };
  if (/[=#]|:\/\/|%3d/i.test(trimmed)) return decode(trimmed);
  const ids = PRESETS.map(({ id }) => id);
  const near = closestText(trimmed, ids) || `; presets: ${ids.join(', ')}`;
  const why = `is not a preset, a link, a fragment (v=1&…) or JSON${near}`;
  return { scenario: null, problems: [say('scenario', trimmed, why)] };
}

function readJson(text: string): ReadText {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { scenario: null, problems: [say('scenario', text, `is not valid JSON (${reason})`)] };
  }
  const read = scenarioOfJson(value);
  if (typeof read === 'string')
    return { scenario: null, problems: [say('scenario', text, `is not used: ${read}`)] };
  return read;
}

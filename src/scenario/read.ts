import { statedModel } from '../data/own-model-file';
import { say } from './assemble';
import { closestText } from './closest';
import { decode } from './codec';
import { DEFAULT_SCENARIO } from './defaults';
import { fromJson } from './json';
import { presetById, PRESETS } from './presets';
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

/** A file may hold a scenario or a preset, whose scenario is one level down. */
function readJson(text: string): ReadText {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { scenario: null, problems: [say('scenario', text, `is not valid JSON (${reason})`)] };
  }
  const inner = typeof value === 'object' && value !== null && 'scenario' in value ? value.scenario : value;
  const stated = withShapes(inner);
  if (typeof stated === 'string')
    return { scenario: null, problems: [say('x', text, `is not used: ${stated}`)] };
  return fromJson(stated.json, DEFAULT_SCENARIO);
}

/** The scenario with its own models by shape; or which of them has a configuration that cannot be used. */
function withShapes(json: unknown): { json: unknown } | string {
  const own = isObject(json) ? json['x'] : null;
  if (!isObject(json) || !isObject(own) || !Array.isArray(own['models'])) return { json };
  const models: unknown[] = [];
  for (const [i, model] of (own['models'] as unknown[]).entries()) {
    const stated = statedModel(model);
    if (typeof stated === 'string') return `model ${String(i + 1)}: ${stated}`;
    models.push(stated.json);
  }
  return { json: { ...json, x: { ...own, models } } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { statedModel } from '../data/own-model-file';
import { isObject } from '../data/json-object';
import type { ReadScenario } from './assemble';
import { DEFAULT_SCENARIO } from './defaults';
import { fromJson } from './json';

/**
 * Reads the JSON of a scenario, for the page and the command line alike. A preset and a saved result have theirs one level
 * down; own models may be given by `config`, as in a model's own file. A text: why the whole cannot be used.
 */
export function scenarioOfJson(json: unknown): ReadScenario | string {
  const stated = withShapes(innerScenario(json));
  return typeof stated === 'string' ? stated : fromJson(stated.json, DEFAULT_SCENARIO);
}

export function innerScenario(json: unknown): unknown {
  return isObject(json) && isObject(json['scenario']) ? json['scenario'] : json;
}

/** The scenario with its own models by shape; or which of them has a configuration that cannot be used. */
function withShapes(json: unknown): { json: unknown } | string {
  const own = isObject(json) ? json['x'] : null;
  if (!isObject(json) || !isObject(own) || !Array.isArray(own['models'])) return { json };
  const models: unknown[] = [];
  for (const [i, model] of (own['models'] as unknown[]).entries()) {
    const stated = statedModel(model);
    if (typeof stated === 'string') return `model ${String(i + 1)} of x: ${stated}`;
    models.push(stated.json);
  }
  return { json: { ...json, x: { ...own, models } } };
}

import { modelById } from '../data/catalog';
import { isObject, type JsonObject } from '../data/json-object';
import { formatOfConfig, shapeOfConfig } from '../data/hf-config';
import { readOwnChip } from '../data/own-chip';
import { readModelFile } from '../data/own-model-file';
import { encode } from './codec';
import { readCustom, type Custom } from './custom';
import { DEFAULT_SCENARIO } from './defaults';
import { fieldByKey } from './fields';
import { withPlaces } from './json-lines';
import { jsonFault } from './json-position';
import { patchScenario } from './patch';
import { innerScenario, scenarioOfJson } from './read-json';
import type { Problem, Scenario } from './scenario';

/** A JSON file that somebody brought: what became of the scenario, or what is wrong and where. */
export type ReadFile =
  | {
      ok: true;
      scenario: Scenario;
      problems: Problem[];
      said: string;
      /** Ids of the chip and the model that the file brought; null: it brought none. */
      chip: string | null;
      model: string | null;
    }
  | { ok: false; problem: { line: number | null; column: string | null; message: string } };

/**
 * Reads a scenario, a chip, a model (`config.json` of Hugging Face, or our own form), or a list of those; which one is
 * seen from the content. Chips and models join those that the scenario has; one of the same id is replaced.
 */
export function readJsonFile(name: string, text: string, base: Scenario): ReadFile {
  const plain = text.replace(/^\uFEFF/, '');
  let json: unknown;
  try {
    json = JSON.parse(plain) as unknown;
  } catch {
    const { column, ...problem } = jsonFault(plain);
    return { ok: false, problem: { ...problem, column: `character ${String(column)}` } };
  }
  const refuse = (message: string): ReadFile => ({
    ok: false,
    problem: { line: lineOf(text, message), column: null, message },
  });
  if (!isObject(json)) return refuse('the file holds no JSON object');
  if (isConfig(json)) return withConfig(json, name, base, refuse);
  if ('like' in json) return withChip(json, base, refuse);
  if ('shape' in json || 'config' in json) return withModel(json, base, refuse);
  if ('chips' in json || 'models' in json || 'forced' in json) return withCustom(json, base, refuse);
  const inner = innerScenario(json);
  if (!isObject(inner) || !Object.keys(inner).some((key) => fieldByKey(key) !== null)) {
    return refuse(
      'this JSON is no scenario (keys such as ctx, model, a), no chip (id, like), and no model configuration (hidden_size, num_hidden_layers)',
    );
  }
  const read = scenarioOfJson(json);
  if (typeof read === 'string') return refuse(read);
  const { scenario } = read;
  const [first] = read.problems;
  // A key can have several problems while another holds.
  const useless =
    read.problems.length >= Object.keys(inner).length && encode(scenario) === encode(DEFAULT_SCENARIO);
  if (first !== undefined && useless)
    return refuse(`${(first.cause ?? first.message).replace(/\.$/, '')}; no key of the file can be used`);
  const problems = withPlaces(read.problems, name, text);
  return { ok: true, scenario, problems, said: `The scenario of ${name} is shown.`, chip: null, model: null };
}

function isConfig(json: JsonObject): boolean {
  return ['hidden_size', 'n_embd', 'num_hidden_layers', 'text_config', 'model_type'].some(
    (key) => key in json,
  );
}

type Refuse = (message: string) => ReadFile;

function withChip(json: JsonObject, base: Scenario, refuse: Refuse): ReadFile {
  const read = readOwnChip(json);
  if (!read.ok) return refuse(read.why);
  return brought(base, { chips: [read.chip], models: [], forced: [] });
}

function withModel(json: JsonObject, base: Scenario, refuse: Refuse): ReadFile {
  const read = readModelFile(json);
  return read.ok ? brought(base, { chips: [], models: [read.model], forced: [] }) : refuse(read.why);
}

function withCustom(json: JsonObject, base: Scenario, refuse: Refuse): ReadFile {
  const read = readCustom(json);
  return read.ok ? brought(base, read.custom) : refuse(read.why);
}

function withConfig(json: JsonObject, file: string, base: Scenario, refuse: Refuse): ReadFile {
  const shape = shapeOfConfig(json);
  if (!shape.ok) return refuse(shape.why);
  const name = nameOf(json, file);
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|-+$/g, '');
  const id = (modelById(slug) || slug === '' ? `own-${slug}` : slug).slice(0, 40).replace(/-$/, '');
  const { maxContext, caution } = shape;
  const model = {
    id,
    name: name.slice(0, 60),
    maxContext,
    nativeFormat: formatOfConfig(json),
    shape: shape.shape,
  };
  const read = withModel(model, base, refuse);
  if (!read.ok || caution === null) return read;
  return { ...read, problems: [{ key: 'model', value: id, message: `${file}: ${caution}` }] };
}

/** Repository name where the file has it, else the family, else the name of the file. */
function nameOf(json: JsonObject, file: string): string {
  for (const key of ['_name_or_path', 'name_or_path', 'model_type']) {
    const value = json[key];
    if (typeof value === 'string' && value !== '') return value.split('/').at(-1) || value;
  }
  return file.replace(/\.json$/i, '') || 'model';
}

/** The scenario with what was brought; a model is shown at once, a chip waits for a place. */
function brought(base: Scenario, added: Custom): ReadFile {
  const join = <T extends { id: string }>(old: readonly T[], fresh: readonly T[]): T[] => [
    ...old.filter(({ id }) => !fresh.some((other) => other.id === id)),
    ...fresh,
  ];
  const custom: Custom = {
    chips: join(base.custom.chips, added.chips),
    models: join(base.custom.models, added.models),
    forced: added.forced.length > 0 ? added.forced : base.custom.forced,
  };
  const model = added.models.at(-1);
  const scenario = patchScenario(base, {
    custom,
    ...(model ? { model: model.id, size: null, moe: null } : {}),
  });
  const words = [
    model ? `The model ${model.name} is shown; it is called ${model.id} in links.` : '',
    added.chips.length > 0
      ? `${added.chips.map(({ name }) => name).join(', ')} can be chosen for any pool that takes such a chip.`
      : '',
    added.forced.length > 0 ? 'The routing decisions of the file hold.' : '',
  ];
  const said = words.filter((sentence) => sentence !== '').join(' ');
  return {
    ok: true,
    scenario,
    problems: [],
    said,
    chip: added.chips.at(-1)?.id ?? null,
    model: model?.id ?? null,
  };
}

/** The line of the key that a sentence names, where the file has it. */
function lineOf(text: string, sentence: string): number | null {
  const path = /[a-zA-Z_]\w*(?:\.\w+)+|^[a-zA-Z_]\w*/.exec(sentence)?.[0];
  if (path === undefined) return null;
  for (const key of [path, path.split('.').at(-1) ?? path]) {
    const at = text.indexOf(`"${key}"`);
    if (at >= 0) return text.slice(0, at).split('\n').length;
  }
  return null;
}

import { chipById, chipInput } from '../data/catalog';
import type { ChipInput, ModelInput, ModelShape, WeightFormat } from '../engine/input';
import { shapeOfConfig } from '../data/hf-config';

/** Chips and models that a user adds to the catalogue for one validation. */
export interface ExtraCatalog {
  chips: Map<string, ChipInput>;
  models: Map<string, { model: ModelInput; fp8?: WeightFormat; always?: WeightFormat }>;
}

export const NO_EXTRAS: ExtraCatalog = { chips: new Map(), models: new Map() };

export type ExtraRead = { ok: true; extras: ExtraCatalog } | { ok: false; why: string };

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * `{ "chips": [{ "id", "names"?, "like", …fields of a chip that differ }],
 *    "models": [{ "id", "names"?, "shape" | "config", "fp8"?, "always"? }] }`, or a bare `config.json` of one model.
 * A chip names the catalogue chip whose constants it takes over; whatever else it states replaces those.
 */
export function readExtraCatalog(json: unknown): ExtraRead {
  if (!isObject(json)) return { ok: false, why: 'the catalogue is not a JSON object' };
  const extras: ExtraCatalog = { chips: new Map(), models: new Map() };
  const bare = json['hidden_size'] !== undefined || json['text_config'] !== undefined;
  const path = json['_name_or_path'];
  const models = bare
    ? [{ id: typeof path === 'string' ? path : 'config', config: json }]
    : list(json['models']);
  for (const [i, entry] of list(json['chips']).entries()) {
    const why = addChip(extras, entry);
    if (why !== null) return { ok: false, why: `chip ${i + 1}: ${why}` };
  }
  for (const [i, entry] of models.entries()) {
    const why = addModel(extras, entry);
    if (why !== null) return { ok: false, why: `model ${i + 1}: ${why}` };
  }
  return { ok: true, extras };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function namesOf(entry: Json): string[] {
  return [entry['id'], ...list(entry['names'])].filter((name): name is string => typeof name === 'string');
}

function addChip(extras: ExtraCatalog, entry: unknown): string | null {
  if (!isObject(entry) || namesOf(entry).length === 0) return 'it has no id';
  const { names: _names, like, ...own } = entry;
  const record = typeof like === 'string' ? chipById(like) : undefined;
  if (record === undefined) return `"like" must be the id of a chip of the catalogue`;
  const base = chipInput(record);
  if (!base.ok) return base.reason;
  const chip = merge(base.chip, own) as ChipInput;
  for (const name of namesOf(entry)) extras.chips.set(name, chip);
  return null;
}

/** `own` laid over `base`, objects field by field. */
function merge(base: unknown, own: unknown): unknown {
  if (!isObject(base) || !isObject(own)) return own === undefined ? base : own;
  const out: Json = { ...base };
  for (const [key, value] of Object.entries(own)) out[key] = merge(out[key], value);
  return out;
}

function addModel(extras: ExtraCatalog, entry: unknown): string | null {
  if (!isObject(entry) || namesOf(entry).length === 0) return 'it has no id';
  const [id = '', ...others] = namesOf(entry);
  let shape: ModelShape;
  let maxContext = typeof entry['maxContext'] === 'number' ? entry['maxContext'] : 131072;
  if (isObject(entry['shape'])) shape = entry['shape'] as unknown as ModelShape;
  else if (isObject(entry['config'])) {
    const read = shapeOfConfig(entry['config']);
    if (!read.ok) return read.why;
    shape = read.shape;
    maxContext = read.maxContext;
  } else return 'it has neither a shape nor a config';
  const model: ModelInput = { id, name: id, shape, maxContext };
  const format = (key: string) =>
    typeof entry[key] === 'string' ? { [key]: entry[key] as WeightFormat } : {};
  for (const name of [id, ...others])
    extras.models.set(name, { model, ...format('fp8'), ...format('always') });
  return null;
}

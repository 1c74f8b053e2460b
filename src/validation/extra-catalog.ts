import { chipById, chipInput } from '../data/catalog';
import { isObject, type JsonObject } from '../data/json-object';
import type { ChipInput, ModelInput, WeightFormat } from '../engine/input';
import { formatOfConfig, shapeOfConfig } from '../data/hf-config';
import { closestText } from '../scenario/closest';
import { readShape, WEIGHT_FORMATS } from '../data/own-model';

/** Chips and models that a user adds to the catalogue for one validation. */
export interface ExtraCatalog {
  chips: Map<string, ChipInput>;
  models: Map<string, ExtraModel>;
}

interface ExtraModel {
  model: ModelInput;
  fp8?: WeightFormat;
  always?: WeightFormat;
  /** Format of the checkpoint, where its configuration was given. */
  native?: WeightFormat;
}

export const NO_EXTRAS: ExtraCatalog = { chips: new Map(), models: new Map() };

export type ExtraRead = { ok: true; extras: ExtraCatalog } | { ok: false; why: string };

/**
 * `{ "chips": [{ "id", "names"?, "like", …fields of a chip that differ }],
 *    "models": [{ "id", "names"?, "shape" | "config", "fp8"?, "always"? }] }`, or a bare `config.json` of one
 * model, or one chip. A chip names the catalogue chip whose constants it takes over; whatever else it states replaces those. Its
 * figures may stand in objects or, as in chip files of the page, under their paths: `"memory.bytesPerSecond": 4e12`.
 */
export function readExtraCatalog(json: unknown): ExtraRead {
  if (!isObject(json)) return { ok: false, why: 'the catalogue is not a JSON object' };
  const extras: ExtraCatalog = { chips: new Map(), models: new Map() };
  const bare = json['chips'] === undefined && json['models'] === undefined;
  const chips = bare && 'like' in json ? [json] : list(json['chips']);
  const path = json['_name_or_path'];
  const models =
    bare && chips.length === 0
      ? [{ id: typeof path === 'string' ? path : 'config', config: json }]
      : list(json['models']);
  if (!bare)
    for (const key of Object.keys(json))
      if (key !== 'chips' && key !== 'models')
        return { ok: false, why: `${key} is neither chips nor models` };
  for (const name of ['chips', 'models'])
    if (json[name] !== undefined && !Array.isArray(json[name]))
      return { ok: false, why: `${name} is not a list` };
  for (const [i, entry] of chips.entries()) {
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

function namesOf(entry: JsonObject): string[] {
  return [entry['id'], ...list(entry['names'])].filter((name): name is string => typeof name === 'string');
}

function addChip(extras: ExtraCatalog, entry: unknown): string | null {
  if (!isObject(entry) || namesOf(entry).length === 0) return 'it has no id';
  const { names: _names, like, ...stated } = entry;
  const record = typeof like === 'string' ? chipById(like) : undefined;
  if (record === undefined) return `"like" must be the id of a chip of the catalogue`;
  const base = chipInput(record);
  if (!base.ok) return base.reason;
  const own = nested(stated);
  const why = fieldProblem(base.chip, own);
  if (why !== null) return why;
  const chip = merge(base.chip, own) as ChipInput;
  for (const name of namesOf(entry)) extras.chips.set(name, chip);
  return null;
}

/** The same with an object for each point in a key; a path and objects may say parts of one thing. */
function nested(stated: JsonObject): JsonObject {
  let out: unknown = {};
  for (const [key, value] of Object.entries(stated)) {
    const part = key.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    out = merge(out, part);
  }
  return out as JsonObject;
}

/** Fields of `ChipInput` that a chip may lack and yet be given. */
const OPTIONAL =
  /^(caution|peakFlops\.(bf16|fp8|int8|nvfp4)|gpu\.(gemm\.(bf16|fp8|int8|nvfp4)|inEngine|latentSeconds|qkNormSeconds|allReduce\.largeBytesPerSecond|moe\.(paddedRows|bytesPerRoutedElement|routingSkew|readsAll)))$/;

/** What is stated that is no field of a chip, or not what the field takes; null when nothing is. */
function fieldProblem(base: object, own: JsonObject, path = ''): string | null {
  for (const [key, value] of Object.entries(own)) {
    const name = `${path}${key}`;
    if (!Object.hasOwn(base, key)) {
      if (OPTIONAL.test(name)) continue;
      return `${name} is not a field of such a chip${closestText(key, Object.keys(base))}`;
    }
    const known = (base as JsonObject)[key];
    if (value === null && (name === 'tdpWatts' || name === 'usdPerHour')) continue;
    if (known === null && (name === 'gpu' || name === 'sram'))
      return `${name} has figures of ${name} chips, and like is none`;
    if (typeof known === 'number' && !(typeof value === 'number' && value >= 0))
      return `${name} is not a number`;
    if (!isObject(known)) continue;
    if (!isObject(value)) return `${name} is not an object`;
    const why = fieldProblem(known, value, `${name}.`);
    if (why !== null) return why;
  }
  return null;
}

/** `own` laid over `base`, objects field by field. */
function merge(base: unknown, own: unknown): unknown {
  if (!isObject(base) || !isObject(own)) return own === undefined ? base : own;
  const out: JsonObject = { ...base };
  for (const [key, value] of Object.entries(own)) out[key] = merge(out[key], value);
  return out;
}

const MODEL_KEYS = ['id', 'name', 'names', 'shape', 'config', 'maxContext', 'nativeFormat', 'fp8', 'always'];

function addModel(extras: ExtraCatalog, entry: unknown): string | null {
  if (!isObject(entry) || namesOf(entry).length === 0) return 'it has no id';
  const unknown = Object.keys(entry).find((key) => !MODEL_KEYS.includes(key));
  if (unknown !== undefined) return `${unknown} is not a field of a model${closestText(unknown, MODEL_KEYS)}`;
  const [id = '', ...others] = namesOf(entry);
  const config = entry['config'];
  if (entry['shape'] === undefined && !isObject(config)) return 'it has neither a shape nor a config';
  const stated = typeof entry['maxContext'] === 'number' ? entry['maxContext'] : 131072;
  const shaped = readShape(entry['shape']);
  const read =
    entry['shape'] === undefined ? shapeOfConfig(config as JsonObject) : { maxContext: stated, ...shaped };
  if (!read.ok) return read.why;
  const model: ModelInput = { id, name: id, shape: read.shape, maxContext: read.maxContext };
  let formats = isObject(config) ? formatsOf(formatOfConfig(config)) : {};
  for (const key of ['nativeFormat', 'fp8', 'always'] as const) {
    const format = entry[key];
    if (format === undefined) continue;
    const known = WEIGHT_FORMATS.find((one) => one === format);
    if (known === undefined) return `${key} is not one of ${WEIGHT_FORMATS.join(', ')}`;
    formats = key === 'nativeFormat' ? formatsOf(known) : { ...formats, [key]: known };
  }
  for (const name of [id, ...others]) extras.models.set(name, { model, ...formats });
  return null;
}

/** What the format of a checkpoint says of rows that name 8 bits, or none: some have only one. */
function formatsOf(stored: WeightFormat): Pick<ExtraModel, 'fp8' | 'always' | 'native'> {
  if (stored === 'mxfp4-experts') return { native: stored, always: stored };
  return { native: stored, ...(stored === 'fp8b' && { fp8: stored }) };
}

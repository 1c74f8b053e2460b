import type { ModelShape, WeightFormat } from '../engine/input';
import { isObject, type JsonObject } from './json-object';
import type { Tokens } from '../units/units';
import { modelById } from './catalog';
import { namingProblem } from './own-chip';

/** A model that a reader brings along: the shape from its published configuration. */
export interface OwnModel {
  id: string;
  name: string;
  maxContext: Tokens;
  /** Format the weights were published in. */
  nativeFormat: WeightFormat;
  shape: ModelShape;
}

/** What a shape leaves out: a dense model of today. */
const PLAIN = {
  mla: null,
  gated: true,
  moe: null,
  headOwned: 1,
  window: null,
  qkvBias: false,
  outputBias: false,
  mlpBias: false,
  qkNorm: false,
  attentionSinks: false,
  normsPerLayer: 2,
  normBias: false,
  learnedPositions: 0,
  embeddingNorm: false,
} satisfies Partial<ModelShape>;

/** Parts of a shape: their least number, or a yes or no. */
type Part = number | boolean;

const NEEDED = { layers: 1, width: 1, queryHeads: 1, kvHeads: 1, headWidth: 1, ffnWidth: 0, vocabulary: 1 };
const FLAT: Record<string, Part> = { ...NEEDED };
for (const [key, value] of Object.entries(PLAIN))
  if (value !== null) FLAT[key] = typeof value === 'number' ? 0 : true;
const INNER: Record<string, Record<string, Part>> = {
  mla: { queryRank: 0, kvRank: 1, noRopeWidth: 0, ropeWidth: 0, valueWidth: 1, norms: true },
  moe: {
    experts: 1,
    expertsPerToken: 1,
    expertWidth: 1,
    sharedExperts: 0,
    sharedWidth: 0,
    denseLayers: 0,
    denseWidth: 0,
    expertBias: true,
    routerBias: true,
    router: true,
  },
  window: { tokens: 1, localLayers: 0, globalLayers: 0 },
};
const LARGEST = 1e7;

export const WEIGHT_FORMATS: readonly WeightFormat[] = [
  'bf16',
  'fp16',
  'fp8',
  'fp8b',
  'int8',
  'int4',
  'mxfp4',
  'nvfp4',
  'mxfp4-experts',
];

type Read = { ok: true; model: OwnModel } | { ok: false; why: string };

const refuse = (why: string): { ok: false; why: string } => ({ ok: false, why });

/** Reads `{ id, name?, maxContext, nativeFormat?, shape }`; parts of the shape that a plain dense model has may be left out. */
export function readOwnModel(json: unknown): Read {
  if (!isObject(json)) return refuse('it is not an object');
  const { id, name = id, maxContext, nativeFormat = 'bf16', shape, ...rest } = json;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return refuse(`${unknown.slice(0, 60)} is not a part of a model`);
  const naming = namingProblem(id, name);
  if (naming !== null) return refuse(naming);
  if (modelById(String(id))) return refuse(`id "${String(id)}" is taken by a model of the catalogue`);
  if (!isWhole(maxContext) || maxContext < 128 || maxContext > 1e9)
    return refuse('maxContext is not a whole number of 128 to 1000000000 tokens');
  const format = WEIGHT_FORMATS.find((known) => known === nativeFormat);
  if (format === undefined) return refuse(`nativeFormat is not one of ${WEIGHT_FORMATS.join(', ')}`);
  const read = readShape(shape);
  if (!read.ok) return read;
  const model = { id: String(id), name: String(name), maxContext, nativeFormat: format };
  return { ok: true, model: { ...model, shape: read.shape } };
}

/** A shape as files state it, with what a plain dense model has where nothing is said. */
export function readShape(shape: unknown): { ok: true; shape: ModelShape } | { ok: false; why: string } {
  if (!isObject(shape)) return refuse('shape is not an object');
  const why = shapeProblem(shape);
  if (why !== null) return refuse(`shape: ${why}`);
  return { ok: true, shape: { ...PLAIN, ...shape } as ModelShape };
}

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);

function shapeProblem(shape: JsonObject): string | null {
  for (const key of Object.keys(NEEDED)) if (!(key in shape)) return `it has no ${key}`;
  for (const [key, value] of Object.entries(shape)) {
    const inner = Object.hasOwn(INNER, key) ? INNER[key] : undefined;
    if (inner !== undefined && value === null) continue;
    const why = inner === undefined ? partProblem(FLAT, key, value) : innerProblem(key, inner, value);
    if (why !== null) return why;
  }
  const { layers, headOwned, moe, window } = { ...PLAIN, ...shape } as unknown as ModelShape;
  if (headOwned > 1) return 'headOwned is above 1';
  if (!moe && shape['ffnWidth'] === 0) return 'ffnWidth is 0 and there are no experts';
  if (moe && moe.expertsPerToken > moe.experts) return 'moe.expertsPerToken is above moe.experts';
  if (moe && moe.denseLayers > layers) return 'moe.denseLayers is above layers';
  if (window && window.localLayers + window.globalLayers !== layers)
    return 'window.localLayers and window.globalLayers do not add up to layers';
  return null;
}

function innerProblem(name: string, parts: Record<string, Part>, value: unknown): string | null {
  if (!isObject(value)) return `${name} is not an object`;
  for (const key of Object.keys(parts)) if (!(key in value)) return `${name}.${key} is missing`;
  for (const [key, part] of Object.entries(value)) {
    const why = partProblem(parts, key, part);
    if (why !== null) return `${name}.${why}`;
  }
  return null;
}

function partProblem(parts: Record<string, Part>, key: string, value: unknown): string | null {
  const part = Object.hasOwn(parts, key) ? parts[key] : undefined;
  if (part === undefined) return `${key.slice(0, 60)} is not a part of it`;
  if (typeof part === 'boolean') return typeof value === 'boolean' ? null : `${key} is not true or false`;
  const inside = typeof value === 'number' && value >= part && value <= LARGEST;
  return inside ? null : `${key} is not a number from ${String(part)} to ${String(LARGEST)}`;
}

/** Model JSON, as files and links hold it: without what a plain dense model has. */
export function ownModelJson({ id, name, maxContext, nativeFormat, shape }: OwnModel): object {
  const own = [...Object.keys(NEEDED), ...Object.keys(PLAIN)].flatMap((key) => {
    const value = shape[key as keyof ModelShape];
    return key in PLAIN && value === PLAIN[key as keyof typeof PLAIN] ? [] : [[key, value] as const];
  });
  return {
    id,
    ...(name === id ? {} : { name }),
    maxContext,
    ...(nativeFormat === 'bf16' ? {} : { nativeFormat }),
    shape: Object.fromEntries(own),
  };
}

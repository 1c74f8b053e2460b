import { CHIP_FIGURES, figureRange, type ChipFigure } from '../data/own-chip';
import type { Field } from './field';
import { FIELD_LIST } from './fields';
import { CURRENT_VERSION } from './upgrades';
import { docOf } from './field-docs';

/** The JSON form of a scenario as a JSON Schema (draft 7), from the field table. */

type Schema = Record<string, unknown>;

const DIALECT = 'http://json-schema.org/draft-07/schema#';

/** What `window.tokenyard.scenario()`, result files and presets hold. Keys may be left out; null asks for the default. */
export function scenarioSchema(): Schema {
  return {
    $schema: DIALECT,
    title: `Tokenyard scenario, format version ${String(CURRENT_VERSION)}`,
    description: 'One flat object; what its keys mean is in docs/SCENARIO-FORMAT.md.',
    type: 'object',
    properties: Object.fromEntries(FIELD_LIST.map((field) => [field.key, propertyOf(field)])),
    additionalProperties: false,
  };
}

function propertyOf(field: Field<unknown>): Schema {
  const { label, unit } = field;
  const description = docOf(field);
  const title = unit === '' ? label : `${label}, ${unit}`;
  if (field.json === 'object') return { title, description, anyOf: [CUSTOM, { type: 'null' }] };
  return { title, description, anyOf: [...valuesOf(field), { type: 'null' }] };
}

function valuesOf(field: Field<unknown>): Schema[] {
  if (field.json === 'boolean') return [{ type: 'boolean' }];
  if (field.choices) return [{ enum: field.choices }];
  if (field.json === 'string') return [{ type: 'string' }];
  const { range } = field;
  const lowest = range?.aboveMin ? 'exclusiveMinimum' : 'minimum';
  const number = {
    type: range?.whole ? 'integer' : 'number',
    ...(range ? { [lowest]: range.min, maximum: range.max } : {}),
  };
  return field.parse('auto').ok ? [number, { const: 'auto' }] : [number];
}

/** A figure of a chip, by its path. */
function figureSchema(figure: ChipFigure): Schema {
  const { min, max, whole, orNull } = figureRange(figure);
  const number = { type: whole ? 'integer' : 'number', minimum: min, maximum: max };
  return orNull ? { anyOf: [number, { type: 'null' }] } : number;
}

const ID = { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]{0,39}$' };
const NAME = { type: 'string', minLength: 1, maxLength: 60 };
const COUNT = { type: 'integer', minimum: 0 };

const CHIP: Schema = {
  type: 'object',
  description: 'A chip of the catalogue with other figures, in SI.',
  required: ['id', 'like'],
  properties: {
    id: ID,
    name: NAME,
    like: { type: 'string', description: 'Id of the catalogue chip whose other figures hold.' },
    ...Object.fromEntries(
      (Object.keys(CHIP_FIGURES) as ChipFigure[]).map((figure) => [figure, figureSchema(figure)]),
    ),
  },
  additionalProperties: false,
};

const MODEL: Schema = {
  type: 'object',
  required: ['id', 'maxContext', 'shape'],
  properties: {
    id: ID,
    name: NAME,
    maxContext: { type: 'integer', minimum: 128, maximum: 1e9 },
    nativeFormat: { type: 'string' },
    shape: { type: 'object', description: 'Parts that a plain dense model has may be left out.' },
  },
  additionalProperties: false,
};

const FORCED: Schema = {
  type: 'object',
  required: ['side', 'request', 'instance'],
  properties: { side: { enum: ['a', 'b'] }, request: COUNT, instance: COUNT },
  additionalProperties: false,
};

const list = (items: Schema, maxItems: number): Schema => ({ type: 'array', items, maxItems });

const CUSTOM: Schema = {
  type: 'object',
  properties: { chips: list(CHIP, 20), models: list(MODEL, 20), forced: list(FORCED, 1000) },
  additionalProperties: false,
};

import { ADDED_CHIPS, ADDED_FIGURES } from './additions';
import { buildChip } from './build-chip';
import { buildModel } from './build-model';
import type { ChipFacts } from './chip-facts';
import type { ChipRecord } from './chip-record';
import hardware from './hardware.json';
import type { ModelFacts, ModelRecord } from './model-record';
import models from './models.json';

/** Everything that can be named in a scenario: chips and models, typed, in SI, each number with its source. */

// TypeScript infers one union member per record from the JSON, and tuples as arrays; a test holds the files to
// these types instead.
const chipFacts = hardware.chips as unknown as ChipFacts[];
const modelFacts = models.models as unknown as ModelFacts[];

export const CHIPS: ChipRecord[] = [
  ...chipFacts.map((facts) => buildChip(withAdditions(facts))),
  ...ADDED_CHIPS.map((facts) => buildChip(facts, true)),
];

export const MODELS: ModelRecord[] = modelFacts.map(buildModel);

const chipsById = new Map(CHIPS.map((chip) => [chip.id, chip]));
const modelsById = new Map(MODELS.map((model) => [model.id, model]));

export const chipById = (id: string): ChipRecord | undefined => chipsById.get(id);
export const modelById = (id: string): ModelRecord | undefined => modelsById.get(id);

export { chipInput } from './chip-input';

function withAdditions(facts: ChipFacts): ChipFacts {
  const added = ADDED_FIGURES[facts.id];
  return added ? { ...facts, figures: { ...facts.figures, ...added } } : facts;
}

import { chipById, chipInput, CHIPS, MODELS } from '../data/catalog';
import { isObject } from '../data/json-object';
import { ownChipInput, ownChipJson, readOwnChip, type OwnChip } from '../data/own-chip';
import { countParameters } from '../engine/model/parameters';
import { ownModelJson, readOwnModel, type OwnModel } from '../data/own-model';

/** One routing decision made by a person: this request of this side goes to that instance. */
export interface ForcedChoice {
  side: 'a' | 'b';
  /** From 0, as the engine counts them. */
  request: number;
  instance: number;
}

/** What a scenario brings along that no catalogue has. Travels in the packed part of a link. */
export interface Custom {
  chips: readonly OwnChip[];
  models: readonly OwnModel[];
  forced: readonly ForcedChoice[];
}

export const NOTHING_OWN: Custom = { chips: [], models: [], forced: [] };

const idsOf = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id);
const CHIP_IDS = idsOf(CHIPS);
const MODEL_IDS = idsOf(MODELS);

/** Ids that a scenario may name: the catalogue's, and those it brings along. */
export const chipIds = ({ chips } = NOTHING_OWN): string[] => [...CHIP_IDS, ...idsOf(chips)];
export const modelIds = ({ models } = NOTHING_OWN): string[] => [...MODEL_IDS, ...idsOf(models)];

export const isNothing = ({ chips, models, forced }: Custom): boolean =>
  chips.length + models.length + forced.length === 0;

/** A link is read by people's browsers before it is read by people. */
const MOST = { chips: 20, models: 20, forced: 1000 };

type Read = { ok: true; custom: Custom } | { ok: false; why: string };
const refuse = (why: string): { ok: false; why: string } => ({ ok: false, why });

/** Reads `{ chips?, models?, forced? }`. One part that is wrong refuses the whole, and is named. */
export function readCustom(json: unknown): Read {
  if (!isObject(json)) return refuse('it is not an object');
  const { chips = [], models = [], forced = [], ...rest } = json;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return refuse(`${unknown.slice(0, 60)} is none of chips, models and forced`);
  const custom: { chips: OwnChip[]; models: OwnModel[]; forced: ForcedChoice[] } = {
    chips: [],
    models: [],
    forced: [],
  };
  for (const [name, list] of Object.entries({ chips, models, forced })) {
    const most = MOST[name as keyof typeof MOST];
    if (!Array.isArray(list) || list.length > most)
      return refuse(`${name} is not a list of at most ${String(most)}`);
  }
  for (const [i, entry] of (chips as unknown[]).entries()) {
    const read = readOwnChip(entry);
    if (!read.ok) return refuse(`chip ${String(i + 1)}: ${read.why}`);
    if (custom.chips.some(({ id }) => id === read.chip.id))
      return refuse(`chip ${String(i + 1)}: id "${read.chip.id}" is there twice`);
    custom.chips.push(read.chip);
  }
  for (const [i, entry] of (models as unknown[]).entries()) {
    const read = readOwnModel(entry);
    if (!read.ok) return refuse(`model ${String(i + 1)}: ${read.why}`);
    if (custom.models.some(({ id }) => id === read.model.id))
      return refuse(`model ${String(i + 1)}: id "${read.model.id}" is there twice`);
    custom.models.push(read.model);
  }
  for (const [i, entry] of (forced as unknown[]).entries()) {
    const choice = readForced(entry);
    if (choice === null)
      return refuse(`forced ${String(i + 1)}: it is not { side: a or b, request, instance }`);
    custom.forced.push(choice);
  }
  return { ok: true, custom };
}

function readForced(json: unknown): ForcedChoice | null {
  if (!isObject(json)) return null;
  const { side, request, instance } = json;
  const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  if ((side !== 'a' && side !== 'b') || !isNumber(request) || !isNumber(instance)) return null;
  return { side, request, instance };
}

/** The form that files hold; parts that are empty are left out. */
export function customJson({ chips, models, forced }: Custom): Record<string, object> {
  return {
    ...(chips.length > 0 ? { chips: chips.map(ownChipJson) } : {}),
    ...(models.length > 0 ? { models: models.map(ownModelJson) } : {}),
    ...(forced.length > 0 ? { forced } : {}),
  };
}

/** A chip by id: the scenario's own, else the catalogue's. Null: neither has it. */
export function chipInputOf(id: string, { chips }: Custom): ReturnType<typeof chipInput> | null {
  const own = chips.find((chip) => chip.id === id);
  if (own) return ownChipInput(own);
  const record = chipById(id);
  return record ? chipInput(record) : null;
}

export function ownModelOf(id: string | null, { models }: Custom): OwnModel | undefined {
  return models.find((model) => model.id === id);
}

/** Parameters that follow from its shape. */
export const ownModelSize = ({ shape }: OwnModel): number => countParameters(shape).total;

import { chipById, CHIPS } from '../../data/catalog';
import { chipInput } from '../../data/chip-input';
import type { ChipRecord } from '../../data/chip-record';
import type { ArchitectureId } from '../../engine/input';
import { chipInputOf, NOTHING_OWN, type Custom } from '../custom';
import { poolsInForce, sideOf } from '../defaults';
import type { PoolChoice, Scenario } from '../scenario';

/** One way to build a cluster, before anybody has said how large: an architecture and the chips of its pools. */
export interface Family {
  architecture: ArchitectureId;
  /** Null for a single pool. */
  prefill: string | null;
  /** The attention pool of `afd`. */
  decode: string;
  /** Null but for `afd`. */
  ffn: string | null;
}

export type PoolKey = 'prefill' | 'decode' | 'ffn';

/** Chips of each pool of a family. */
export type Sizes = Record<PoolKey, number>;

const POOL_KEYS: readonly PoolKey[] = ['prefill', 'decode', 'ffn'];

/** The pools a family has, in the order in which the engine counts them. */
export const keysOf = (family: Family): PoolKey[] => POOL_KEYS.filter((key) => family[key] !== null);

/** A server, in chips: beyond one, clusters are bought by servers. */
export const SERVER = 8;

/** Rungs that a search goes by: up to one server as chips are sold, then in steps of a third to a half of what is there. */
const LADDER = [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 4096];

/** The first size of the ladder that is not below `chips`; the number itself beyond the ladder's end. */
export const atLeast = (chips: number): number => LADDER.find((size) => size >= chips) ?? chips;
/** The next larger size, or null at the end of the ladder. */
export const larger = (chips: number): number | null => LADDER.find((size) => size > chips) ?? null;
export const smaller = (chips: number): number | null => LADDER.findLast((size) => size < chips) ?? null;

/** Chips a plan may buy: timed, priced, sold on their own and meant for a server. */
function onOffer(record: ChipRecord): boolean {
  if (record.validationOnly || record.unitsOf !== null || record.class === 'edge') return false;
  const built = chipInput(record);
  return built.ok && built.chip.usdPerHour !== null;
}

/** Chips of the catalogue that a plan may buy, and be asked about alone. */
export const planChips = (): ChipRecord[] => CHIPS.filter(onOffer);

/** A scenario's own chips that a plan may be asked about alone: priced, and like one for a server. */
export function ownPlanChips(own: Custom): { id: string; name: string; kind: ChipRecord['kind'] }[] {
  return own.chips.flatMap(({ id, name, like }) => {
    const built = chipInputOf(id, own);
    if (!built?.ok || built.chip.usdPerHour === null || chipById(like)?.class === 'edge') return [];
    return [{ id, name, kind: built.chip.kind }];
  });
}

/** Chips that a plan leaves out because nobody has published their price. */
export function unpriced(): string[] {
  return CHIPS.filter((record) => {
    if (record.validationOnly || record.unitsOf !== null || record.class === 'edge') return false;
    const built = chipInput(record);
    return built.ok && built.chip.usdPerHour === null;
  }).map(({ id }) => id);
}

/**
 * Every architecture with every chip, but that a prompt pool and a decode or attention pool of GPUs are of one kind
 * unless decode is on SRAM: pairs of all GPUs would be hundreds, and differ less than their sizes do. `only`: those that
 * need no other chip than this one, of the catalogue or `own`.
 */
export function families(only: string | null = null, own: Custom = NOTHING_OWN): Family[] {
  const chips =
    only === null ? planChips() : [...planChips(), ...ownPlanChips(own)].filter(({ id }) => id === only);
  const gpus = chips.filter(({ kind }) => kind === 'gpu').map(({ id }) => id);
  const srams = chips.filter(({ kind }) => kind === 'sram').map(({ id }) => id);
  const single = (architecture: ArchitectureId, decode: string): Family => ({
    architecture,
    prefill: null,
    decode,
    ffn: null,
  });
  const pairs = gpus.flatMap((gpu) => srams.map((sram) => [gpu, sram] as const));
  return [
    ...gpus.map((id) => single('gpu', id)),
    ...gpus.map((id): Family => ({ ...single('gpu-split', id), prefill: id })),
    ...pairs.map(([gpu, sram]): Family => ({ ...single('gpu-sram', sram), prefill: gpu })),
    ...pairs.map(([gpu, sram]): Family => ({ ...single('afd', gpu), prefill: gpu, ffn: sram })),
    ...srams.map((id) => single('sram', id)),
  ];
}

/** The scenario on a cluster of this family and size: its side A with the KV memory and the routing it had, and nothing beside it. */
export function scenarioOn(base: Scenario, family: Family, sizes: Sizes): Scenario {
  const pool = (chip: string | null, count: number): PoolChoice | null =>
    chip === null ? null : { chip, count };
  const { tiers, kvOptions, route, split } = base.a;
  const ffn = pool(family.ffn, sizes.ffn);
  const side = sideOf(family.architecture);
  return {
    ...base,
    a: {
      ...side,
      tiers: family.architecture === 'sram' ? null : tiers,
      kvOptions,
      route,
      split: ffn === null ? side.split : { ...split, ffn },
      prefill: pool(family.prefill, sizes.prefill),
      decode: pool(family.decode, sizes.decode),
    },
    b: null,
  };
}

/** Pools of a plan's scenario, in the order of `keysOf`. */
export const poolsOf = ({ a }: Scenario): PoolChoice[] => {
  const { prefill, decode } = poolsInForce(a);
  const ffn = a.architecture === 'afd' ? [a.split.ffn] : [];
  return [...(prefill === null ? [] : [prefill]), decode, ...ffn];
};

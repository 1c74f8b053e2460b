import { CHIPS } from '../../data/catalog';
import { chipInput } from '../../data/chip-input';
import type { ChipRecord } from '../../data/chip-record';
import type { ArchitectureId } from '../../engine/input';
import { poolsInForce, sideOf } from '../defaults';
import type { PoolChoice, Scenario } from '../scenario';

/** One way to build a cluster, before anybody has said how large: an architecture and the chips of its pools. */
export interface Family {
  architecture: ArchitectureId;
  /** Null for a single pool. */
  prefill: string | null;
  decode: string;
}

/** Chips of each pool of a family. */
export interface Sizes {
  prefill: number;
  decode: number;
}

/** Clusters are bought in these numbers: up to one server chip by chip, then by servers. */
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

/** Chips that a plan leaves out because nobody has published their price. */
export function unpriced(): string[] {
  return CHIPS.filter((record) => {
    if (record.validationOnly || record.unitsOf !== null || record.class === 'edge') return false;
    const built = chipInput(record);
    return built.ok && built.chip.usdPerHour === null;
  }).map(({ id }) => id);
}

/**
 * Every architecture with every chip, but that a prompt pool and a decode pool of GPUs are of one kind unless decode
 * is on SRAM: pairs of all GPUs would be hundreds, and differ less than their sizes do.
 */
export function families(): Family[] {
  const chips = CHIPS.filter(onOffer);
  const gpus = chips.filter(({ kind }) => kind === 'gpu').map(({ id }) => id);
  const srams = chips.filter(({ kind }) => kind === 'sram').map(({ id }) => id);
  return [
    ...gpus.map((id): Family => ({ architecture: 'gpu', prefill: null, decode: id })),
    ...gpus.map((id): Family => ({ architecture: 'gpu-split', prefill: id, decode: id })),
    ...gpus.flatMap((prefill) =>
      srams.map((decode): Family => ({ architecture: 'gpu-sram', prefill, decode })),
    ),
    ...srams.map((id): Family => ({ architecture: 'sram', prefill: null, decode: id })),
  ];
}

/** The scenario on a cluster of this family and size: its side A, and nothing beside it. */
export function scenarioOn(base: Scenario, family: Family, sizes: Sizes): Scenario {
  const pool = (chip: string | null, count: number): PoolChoice | null =>
    chip === null ? null : { chip, count };
  const { tiers, kvOptions } = base.a;
  return {
    ...base,
    a: {
      ...sideOf(family.architecture),
      tiers: family.architecture === 'sram' ? null : tiers,
      kvOptions,
      prefill: pool(family.prefill, sizes.prefill),
      decode: pool(family.decode, sizes.decode),
    },
    b: null,
  };
}

export const poolsOf = ({ a }: Scenario): PoolChoice[] => {
  const { prefill, decode } = poolsInForce(a);
  return prefill === null ? [decode] : [prefill, decode];
};

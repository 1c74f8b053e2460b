import type { MemoryInput } from '../engine/input';
import type { TierInput } from '../engine/memory/tier-input';
import type { Bytes } from '../units/units';
import { bad, good, type Parsed } from './field';
import { parseQuantity } from './quantity';

/**
 * KV memory as links write it: `device` keeps prefixes in the memory of the chips that compute prompts; tiers behind
 * it follow, fastest first, each with the capacity of one store in bytes: `device,dram:2t,flash:30t,net`.
 */

const both = (bytesPerSecond: number): TierInput['read'] => ({
  perClient: bytesPerSecond,
  aggregate: bytesPerSecond,
});

const USUAL = {
  instancesPerStore: 1,
  fill: 'through',
  admitUses: 1,
  writeQueueSeconds: 10,
  eviction: { id: 'lineage-lru', options: {} },
  endurance: null,
} as const;

/** Rates and latencies of model.md §4.1; flash is rated for one drive write a day over five years. */
const TIERS: Record<string, TierInput> = {
  dram: {
    ...USUAL,
    id: 'G2',
    name: 'dram',
    capacityBytes: 1e12,
    read: both(55e9),
    write: both(55e9),
    latencySeconds: 20e-6,
  },
  cxl: {
    ...USUAL,
    id: 'G2c',
    name: 'cxl',
    capacityBytes: 4e12,
    read: both(50e9),
    write: both(50e9),
    latencySeconds: 20e-6,
  },
  flash: {
    ...USUAL,
    id: 'G3',
    name: 'flash',
    capacityBytes: 30.72e12,
    read: both(12e9),
    write: both(6e9),
    latencySeconds: 100e-6,
    admitUses: 2,
    endurance: { capacity: 30.72e12, driveWritesPerDay: 1, warrantyYears: 5, amplification: 1.1 },
  },
  net: {
    ...USUAL,
    id: 'G4',
    name: 'network',
    instancesPerStore: Infinity,
    capacityBytes: 1e15,
    read: { perClient: 1e9, aggregate: 100e9 },
    write: { perClient: 1e9, aggregate: 100e9 },
    latencySeconds: 5e-3,
  },
};

const NAMES = Object.keys(TIERS);
const SMALLEST: Bytes = 1e9;
const LARGEST: Bytes = 1e16;

/** A text that `memoryOf` understands, or why it does not. */
export function parseTiers(text: string): Parsed<string> {
  const trimmed = text.trim().toLowerCase();
  const read = readTiers(trimmed);
  return typeof read === 'string' ? bad(read) : good(trimmed);
}

/** What the engine needs for a text that `parseTiers` has accepted. */
export function memoryOf(text: string): MemoryInput {
  const tiers = readTiers(text);
  if (typeof tiers === 'string') throw new Error(`tiers "${text}" ${tiers}`);
  return { eviction: USUAL.eviction, tiers, fetchMode: 'split' };
}

function readTiers(text: string): TierInput[] | string {
  const [first, ...rest] = text.split(',');
  if (first !== 'device') return 'does not begin with device, e.g. device,dram:2t,flash:30t';
  const tiers: TierInput[] = [];
  let last = -1;
  for (const part of rest) {
    const [name = '', size] = part.split(':');
    const place = NAMES.indexOf(name);
    const tier = TIERS[name];
    if (tier === undefined) return `has no tier "${name}"; tiers are ${NAMES.join(', ')}`;
    if (place <= last) return `is out of order; fastest first: ${NAMES.join(', ')}, each once`;
    last = place;
    const capacityBytes = size === undefined ? tier.capacityBytes : parseQuantity(size);
    if (!(capacityBytes >= SMALLEST && capacityBytes <= LARGEST)) {
      return `gives ${name} "${size ?? ''}" bytes; a store holds 1b (10⁹) to 10000t`;
    }
    const endurance = tier.endurance && { ...tier.endurance, capacity: capacityBytes };
    tiers.push({ ...tier, capacityBytes, endurance });
  }
  return tiers;
}

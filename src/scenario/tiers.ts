import type { MemoryInput } from '../engine/input';
import type { TierInput } from '../engine/memory/tier-input';
import type { Bytes, BytesPerSecond } from '../units/units';
import { bad, good, type Parsed } from './field';
import { parseBytes, printQuantity } from './quantity';
import type { KvOptions } from './scenario';

/**
 * KV memory as links write it: `device` keeps prefixes in the memory of the chips that compute prompts; tiers behind
 * it follow, fastest first, each with the capacity of one store in bytes, and the bytes per second that one client
 * reads where these are not the usual ones: `device,dram:2t,flash:30t:7b,net`.
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
  eviction: { id: 'lineage', options: {} },
  endurance: null,
} as const;

/**
 * Rates and latencies: effective defaults of host PCIe 5, CXL, NVMe Gen5, flash of a pod behind 400G and 800G network
 * cards, and an object store. Flash is rated for one drive write a day over five years. Pod flash and object store are
 * everybody's, the others an instance's own.
 */
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
  podflash: {
    ...USUAL,
    id: 'G3.5',
    name: 'pod flash',
    instancesPerStore: Infinity,
    capacityBytes: 1e15,
    read: { perClient: 50e9, aggregate: 400e9 },
    write: { perClient: 25e9, aggregate: 200e9 },
    latencySeconds: 200e-6,
    admitUses: 2,
    endurance: { capacity: 1e15, driveWritesPerDay: 1, warrantyYears: 5, amplification: 1.1 },
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
const SLOWEST: BytesPerSecond = 1e6;
const FASTEST: BytesPerSecond = 1e14;

/** A text that `memoryOf` understands, or why it does not. */
export function parseTiers(text: string): Parsed<string> {
  const trimmed = text.trim().toLowerCase();
  const read = readTiers(trimmed);
  return typeof read === 'string' ? bad(read) : good(read.text);
}

/** What the engine needs for a text that `parseTiers` has accepted. */
export function memoryOf(text: string, options: KvOptions): MemoryInput {
  const read = readTiers(text);
  if (typeof read === 'string') throw new Error(`tiers "${text}" ${read}`);
  const eviction = { id: options.evict, options: {} };
  return {
    eviction,
    tiers: read.tiers.map((tier) => ({
      ...tier,
      eviction,
      fill: options.write,
      admitUses: options.admit ?? tier.admitUses,
    })),
    fetchMode: options.fetch,
    prefetch: options.prefetch === 'on',
  };
}

/** A size with a unit, blanks or commas is written as links write it; any other stays as it is. */
function linkText(written: string, bytes: Bytes): string {
  return /^[\d.e+]+[kmbt]?$/.test(written) ? written : printQuantity(bytes);
}

function readTiers(text: string): { tiers: TierInput[]; text: string } | string {
  // A comma before a digit parts thousands: names begin with a letter.
  const [first, ...rest] = text.split(/,(?!\d)/);
  if (first !== 'device') return 'does not begin with device, e.g. device,dram:2t,flash:30t';
  const tiers: TierInput[] = [];
  const texts = [first];
  let last = -1;
  for (const part of rest) {
    const [name = '', size, rate, ...more] = part.split(':');
    if (more.length > 0) return `says too much of ${name}; it takes bytes and bytes per second`;
    const place = NAMES.indexOf(name);
    const tier = TIERS[name];
    if (tier === undefined) return `has no tier "${name}"; tiers are ${NAMES.join(', ')}`;
    if (place <= last) return `is out of order; fastest first: ${NAMES.join(', ')}, each once`;
    last = place;
    const capacityBytes = size === undefined ? tier.capacityBytes : parseBytes(size.trim());
    if (!(capacityBytes >= SMALLEST && capacityBytes <= LARGEST)) {
      return `gives ${name} "${size ?? ''}"; it takes 1 GB to 10,000 TB`;
    }
    const perSecond = rate?.trim().replace(/\/s$/, '');
    const perClient = perSecond === undefined ? tier.read.perClient : parseBytes(perSecond);
    if (!(perClient >= SLOWEST && perClient <= FASTEST)) {
      return `gives ${name} "${rate ?? ''}" a second; a client reads 1 MB/s to 100 TB/s`;
    }
    texts.push(
      [
        name,
        ...(size === undefined ? [] : [linkText(size, capacityBytes)]),
        ...(rate === undefined ? [] : [linkText(rate, perClient)]),
      ].join(':'),
    );
    const faster = perClient / tier.read.perClient;
    const scaled = (usual: TierInput['read']) => ({
      perClient: usual.perClient * faster,
      aggregate: usual.aggregate * faster,
    });
    const endurance = tier.endurance && { ...tier.endurance, capacity: capacityBytes };
    tiers.push({ ...tier, capacityBytes, endurance, read: scaled(tier.read), write: scaled(tier.write) });
  }
  return { tiers, text: texts.join(',') };
}

import type { Bytes, Flop, Joules, Seconds } from '../units/units';
import type { ChipInput, FacilityInput, MemoryTierId } from './input';

/**
 * Joules by where they went (model.md §7). The headline is top-down: chip power while steps run, idle power
 * between. The split below it is an explanation: device energy of the bits and FLOPs, and everything else as
 * one honest rest.
 */

/** Energy of one bit read from a memory device; sources in data/hardware.json, memory tiers. */
export const PICOJOULES_PER_BIT: Record<MemoryTierId, number> = {
  sram: 0.15,
  hbm: 4,
  gddr: 5,
  lpddr: 6,
  dram: 12,
  cxl: 18.75,
  flash: 223,
  network: 40,
};
/** Share of TDP that the arithmetic itself draws at bf16 peak (model.md §7.2: 0.35 pJ per FLOP on an H100). */
const ARITHMETIC_SHARE = 0.5;

/** What a pool has done over some span; all chips together. */
export interface PoolActivity {
  chip: ChipInput;
  chips: number;
  spanSeconds: Seconds;
  busyChipSeconds: Seconds;
  /** ∫ power / TDP over busy chips. */
  tdpSeconds: Seconds;
  flop: Flop;
  bytes: Bytes;
}

export interface EnergyBill {
  /** Accelerators and links, idle included. */
  total: Joules;
  facility: Joules;
  /** Sums to `facility`. */
  parts: Record<string, Joules>;
  /** True where device energies exceed what the chip is said to draw: the explanation, not the total, is off. */
  overdrawn: boolean;
}

/**
 * Null when a chip's TDP is unknown: then nobody can say. `linkBytes` crossed the network between pools; `behind`: what KV took on
 * its way to and from tiers behind devices.
 */
export function energyBill(
  pools: PoolActivity[],
  linkBytes: Bytes,
  facility: FacilityInput,
  behind: Iterable<[MemoryTierId, Joules]> = [],
): EnergyBill | null {
  const parts: Record<string, Joules> = {};
  const add = (key: string, joules: Joules): void => {
    parts[key] = (parts[key] ?? 0) + joules;
  };
  let accelerators = 0;
  let chipSeconds = 0;
  let overdrawn = false;
  for (const pool of pools) {
    const { tdpWatts, power, memory, peakFlops } = pool.chip;
    if (tdpWatts === null) return null;
    const busy = tdpWatts * pool.tdpSeconds;
    const all = pool.chips * pool.spanSeconds;
    const rest = all - pool.busyChipSeconds;
    // What rounding leaves of a pool that never rests is nothing.
    const idle = rest > 1e-9 * all ? tdpWatts * power.idle * rest : 0;
    const peak = peakFlops.bf16 ?? Math.max(...Object.values(peakFlops));
    const flop = (pool.flop * ARITHMETIC_SHARE * tdpWatts) / peak;
    const moved = pool.bytes * 8 * PICOJOULES_PER_BIT[memory.tier] * 1e-12;
    // Where the device figures alone exceed the measured total they are scaled down to it, and it is said.
    const scale = flop + moved > busy && flop + moved > 0 ? busy / (flop + moved) : 1;
    if (scale < 1) overdrawn = true;
    add('flop', flop * scale);
    add(memory.tier, moved * scale);
    add('chip', busy - (flop + moved) * scale);
    add('idle', idle);
    accelerators += busy + idle;
    chipSeconds += all;
  }
  const link = linkBytes * 8 * PICOJOULES_PER_BIT.network * 1e-12;
  let total = accelerators + link;
  for (const [tier, joules] of behind) {
    add(tier, joules);
    total += joules;
  }
  const node = accelerators * (facility.nodeFactor - 1) + facility.nodeWattsPerChip * chipSeconds;
  const cooling = (total + node) * (facility.pue - 1);
  add('link', link);
  add('node', node);
  add('cooling', cooling);
  return { total, facility: total + node + cooling, parts, overdrawn };
}

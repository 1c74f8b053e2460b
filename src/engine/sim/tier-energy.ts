import type { Bytes, Joules } from '../../units/units';
import { PICOJOULES_PER_BIT } from '../energy-parts';
import type { MemoryTierId } from '../input';
import type { KvMemory } from '../memory/kv-memory';
import type { TierId } from '../memory/tier-input';

/**
 * Energy of KV that moves between devices and the tiers behind them, model.md §4.4: the medium and the way there, either way.
 * The device's own end is not counted: it is a thousandth of what steps read.
 */

/** Picojoules per bit over PCIe 5, hardware.json `pcie5`. */
const PCIE = 9;

interface Medium {
  /** The memory device that the joules stand with. */
  tier: MemoryTierId;
  picojoulesPerBit: number;
}

const { dram, cxl, flash, network } = PICOJOULES_PER_BIT;

/** Memory of a node is reached over PCIe; that of a pod and beyond over the network, and is of flash. */
const MEDIA: Record<TierId, Medium> = {
  G2: { tier: 'dram', picojoulesPerBit: dram + PCIE },
  G2c: { tier: 'cxl', picojoulesPerBit: cxl + PCIE },
  G3: { tier: 'flash', picojoulesPerBit: flash + PCIE },
  'G3.5': { tier: 'flash', picojoulesPerBit: flash + network },
  G4: { tier: 'network', picojoulesPerBit: flash + network },
};

export const joulesToMove = (id: TierId, bytes: Bytes): Joules =>
  bytes * 8 * MEDIA[id].picojoulesPerBit * 1e-12;

/** Joules of all that was read and written in a run, or a share of it, by the device that keeps it. */
export function tierJoules(memory: KvMemory | null, share = 1): Map<MemoryTierId, Joules> {
  const spent = new Map<MemoryTierId, Joules>();
  for (const { input, bytesRead, bytesWritten } of memory?.stack.tiers ?? []) {
    const { tier } = MEDIA[input.id];
    spent.set(tier, (spent.get(tier) ?? 0) + joulesToMove(input.id, (bytesRead + bytesWritten) * share));
  }
  return spent;
}

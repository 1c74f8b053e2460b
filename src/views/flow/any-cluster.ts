import type { PoolSeries, TierSeries } from '../../engine/result';
import { colocated, stream } from './fixtures';

/** Clusters of any kind that the engine might run, by number, for properties that hold of all of them. */

/** Columns play no part in a layout: short ones keep a counterexample readable. */
const NOTHING = new Float32Array(1);
const USUAL: PoolSeries = {
  ...colocated({ requests: 2 }).pools[0]!,
  buckets: 1,
  busyShare: NOTHING,
  running: NOTHING,
  waiting: NOTHING,
  kvBytes: NOTHING,
};

const CHIPS = [1, 2, 8, 16, 72, 576, 1024, 2048];
const NAMES = [
  { chipName: 'H100 SXM', tier: 'hbm' },
  { chipName: 'Groq LPU v1 (GroqChip 1)', tier: 'sram' },
  { chipName: 'Jetson Thor T5000', tier: 'lpddr' },
];
const MODELS = ['llama-3.1-70b', 'llama-3.1-8b'];
const ROLES = ['mixed', 'prefill', 'decode', 'attention'];
const COMPANIONS = [[], [], ['ffn'], ['draft'], ['ffn', 'draft']];
const TIERS = ['dram', 'cxl', 'flash', 'pod flash', 'network'];

/** Pools with companions behind their owners. A model that is prefilled is also decoded somewhere, and the other way. */
export function clusterOf(seed: number): { pools: PoolSeries[]; tiers: TierSeries[] } {
  const random = stream(Math.imul(seed + 1, 0x9e3779b1));
  // The first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 8; i++) random();
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const pools: PoolSeries[] = [];
  const add = (role: string, model: string, owner: number | null, roundTripSeconds = 0): number => {
    const before = pools.filter((pool) => pool.role === role).length;
    const name = before > 0 ? `${role} ${before + 1}` : role;
    const own = { role, name, model, owner, roundTripSeconds, chips: pick(CHIPS), instances: 1 };
    return pools.push({ ...USUAL, ...pick(NAMES), ...own }) - 1;
  };
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
    const [role, model] = [pick(ROLES), pick(MODELS)];
    if (role === 'decode' || role === 'attention') add('prefill', model, null);
    const index = add(role, model, null, role === 'mixed' && random() < 0.4 ? 0.05 : 0);
    if (role === 'prefill') add('decode', model, null);
    else for (const companion of pick(COMPANIONS)) add(companion, model, index);
  }
  const tiers = TIERS.filter(() => random() < 0.4).map((name) => ({
    name,
    capacityBytes: 1e12,
    stores: 1,
    readBytesPerSecond: 5e10,
    latencySeconds: 1e-4,
    heldBytes: NOTHING,
    readRate: NOTHING,
  }));
  return { pools, tiers };
}

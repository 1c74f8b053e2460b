import type { PoolSeries } from '../../engine/result';

/** A pool with the companions that do part of its steps, by index. */
export interface Station {
  pool: number;
  companions: number[];
}

/**
 * Pools that hand over to one another: prompts are computed at the entries, answers written at the exits. A pool that
 * does both is a block of its own, without exits.
 */
export interface Block {
  entries: Station[];
  exits: Station[];
}

type PoolKind = Pick<PoolSeries, 'role' | 'model' | 'owner'>;

/** What of a pool decides where it stands and how large. */
export type PlacedPool = PoolKind & Pick<PoolSeries, 'roundTripSeconds' | 'chips'>;

export const takesPrompts = ({ role }: Pick<PoolSeries, 'role'>): boolean =>
  role === 'mixed' || role === 'prefill';

/** Answers are written here: by a pool that does both, or one that takes over from others. */
export const writesAnswers = ({ role }: Pick<PoolSeries, 'role'>): boolean =>
  role === 'mixed' || role === 'decode' || role === 'attention';

/** In the order of the pools. */
export function blocksOf(pools: readonly PoolKind[]): Block[] {
  const blocks: Block[] = [];
  const shared = new Map<string, Block>();
  pools.forEach((pool, index) => {
    if (pool.owner !== null) return;
    const companions = pools.flatMap(({ owner }, i) => (owner === index ? i : []));
    const station = { pool: index, companions };
    if (pool.role === 'mixed') {
      blocks.push({ entries: [station], exits: [] });
      return;
    }
    let block = shared.get(pool.model);
    if (!block) {
      block = { entries: [], exits: [] };
      shared.set(pool.model, block);
      blocks.push(block);
    }
    (pool.role === 'prefill' ? block.entries : block.exits).push(station);
  });
  return blocks;
}

/** Pools that stand above one another in a station; `beside` says whether companions stand beside their owner. */
export function stationRows({ companions }: Station, beside: boolean): number {
  return beside ? Math.max(1, companions.length) : 1 + companions.length;
}

/** The same of a block, whose two columns stand beside one another. */
export function rowsOf({ entries, exits }: Block, beside: boolean): number {
  const height = (stations: readonly Station[]) =>
    stations.reduce((sum, station) => sum + stationRows(station, beside), 0);
  return Math.max(1, height(entries), height(exits));
}

/** Pools that stand above one another on a side. */
export function stackHeight(pools: readonly PoolKind[], beside: boolean): number {
  return blocksOf(pools).reduce((sum, block) => sum + rowsOf(block, beside), 0);
}

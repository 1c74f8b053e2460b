import { bytes, count } from '../../units/format';
import { TIER_LABELS, tierOf } from '../palette';
import type { FlowSide } from './draw';
import { phaseOf } from './draw-pool';
import type { Facts } from './facts';
import type { Thing } from './hit-test';

/** Of a pool that is drawn as it was asked for: what it would have to hold, and why its side cannot run. */
export function askedFacts(thing: Thing, sides: readonly FlowSide[]): Facts | null {
  const side = sides[thing.side];
  const pool = thing.kind === 'asked' ? side?.asked?.[thing.pool] : undefined;
  if (!side || !pool) return null;
  const { lacks } = pool;
  const tier = TIER_LABELS[tierOf(pool.tier)];
  const memory = lacks && [
    `${tier}: ${bytes(lacks.neededBytes)} needed, with activations and one request`,
    `${bytes(lacks.availableBytes)} usable, ${bytes(lacks.neededBytes - lacks.availableBytes)} short`,
  ];
  return {
    title: `${'AB'[thing.side] ?? ''}, ${phaseOf(pool)}: ${count(pool.chips)} × ${pool.chipName}`,
    lines: ['As asked for: nothing runs here', ...(memory ?? []), ...(side.note === null ? [] : [side.note])],
  };
}

import type { PoolSeries, Snapshot } from '../../../engine/result';
import { tierOf, type Tier } from '../../palette';
import type { SpanKind } from './request-spans';

/** What the requests of a pool do there. A companion does part of another pool's steps and has none of its own. */
export function worksOn({ role }: PoolSeries): { prompts: boolean; answers: boolean } {
  return {
    prompts: role === 'mixed' || role === 'prefill',
    answers: role === 'mixed' || role === 'decode' || role === 'attention',
  };
}

/** The memory that a request reads from in a phase: that of the pool it is in. */
export function tierFinder({ pools, requests }: Snapshot): (kind: SpanKind, request: number) => Tier {
  // Instances are numbered through all pools, in the order of the pools.
  const tiers = pools.flatMap(({ tier, instances }) => Array<Tier>(instances).fill(tierOf(tier)));
  return (kind, request) => {
    if (kind === 'prefill') return tiers[requests.prefillInstance[request]!] ?? 'network';
    return kind === 'decode' ? (tiers[requests.decodeInstance[request]!] ?? 'network') : 'network';
  };
}

/** Tiers that prompts, or answers, of a side read from. */
export function tiersOf({ pools }: Snapshot, of: 'prompts' | 'answers'): Tier[] {
  return pools.filter((pool) => worksOn(pool)[of]).map(({ tier }) => tierOf(tier));
}

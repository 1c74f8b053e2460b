import type { Tokens } from '../../units/units';
import { decodesOnly, takesArrivals } from '../roles';
import type { Instance, Pool } from './cluster-state';

/** The pools that serve one model: those its requests are sent to, and those that decode what others computed. */
export interface Way {
  model: string;
  entries: Pool[];
  decodes: Pool[];
  /** Instances of all entries, in the order of the pools. */
  candidates: Instance[];
  /** Requests routed so far. */
  routed: number;
}

export function wayOf(pools: readonly Pool[], model: string): Way {
  const own = pools.filter((pool) => pool.model.id === model);
  const entries = own.filter((pool) => takesArrivals(pool.plan.input.role));
  const decodes = own.filter((pool) => decodesOnly(pool.plan.input.role));
  return { model, entries, decodes, candidates: entries.flatMap((pool) => pool.instances), routed: 0 };
}

/** Whether an empty instance of a pool could hold this many tokens of KV. */
export function holds(pool: Pool, tokens: Tokens): boolean {
  const { kv } = pool.instances[0]!;
  return kv.bytesFor(tokens) <= kv.capacityBytes;
}

/** Whether a request could be sent to this pool: it and, after a prefill pool, one that decodes must hold it. */
function takes(way: Way, pool: Pool, promptTokens: Tokens, outputTokens: Tokens): boolean {
  const whole = promptTokens + outputTokens;
  if (pool.plan.input.role !== 'prefill') return holds(pool, whole);
  return holds(pool, promptTokens) && way.decodes.some((decode) => holds(decode, whole));
}

/** Instances that a request of this length could be sent to; empty where nobody can hold it. */
export function candidatesFor(way: Way, promptTokens: Tokens, outputTokens: Tokens): readonly Instance[] {
  let fitting = 0;
  for (const pool of way.entries) if (takes(way, pool, promptTokens, outputTokens)) fitting++;
  if (fitting === way.entries.length) return way.candidates;
  if (fitting === 0) return [];
  return way.candidates.filter(({ pool }) => takes(way, pool, promptTokens, outputTokens));
}

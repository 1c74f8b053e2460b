import type { MemoryInput, WorkloadInput } from '../input';
import { rowsOfTrace, type BlockRows } from '../memory/block-rows';
import { KvMemory } from '../memory/kv-memory';
import { KV_BLOCK_TOKENS, type PoolPlan } from '../plan';
import type { Ledger } from './ledger';
import { kvBytesIn } from './cluster-state';
import type { Simulation } from './simulation';

/** Gives a run the memory that its input asks for, if its workload can use any; returns why nothing is kept, or null. */
export function rememberIfPossible(
  sim: Simulation,
  input: MemoryInput,
  workload: WorkloadInput,
): string | null {
  const rows = workload.kind === 'trace' ? rowsOfTrace(workload) : sim.arrivals.rows;
  const why = whyNothingIsKept(rows, sim.pools[0]!.plan);
  if (why !== null || rows === null) return why;
  remember(sim, input, rows);
  if (sim.ledger !== null && sim.memory !== null) tellLedger(sim.ledger, sim.memory);
  return null;
}

/** Why a cluster remembers nothing, or null when it can. */
function whyNothingIsKept(rows: BlockRows | null, entry: PoolPlan): string | null {
  if (rows === null) {
    return 'No request of this workload is known to begin like another, so there is no KV to keep: memory tiers change nothing.';
  }
  if (entry.pipelinePrefill !== null) return 'KV is not kept between requests on SRAM pipelines.';
  if (rows.blockTokens % KV_BLOCK_TOKENS !== 0) {
    return `The trace names blocks of ${String(rows.blockTokens)} tokens, which is no multiple of ${String(KV_BLOCK_TOKENS)}: KV is not kept.`;
  }
  return null;
}

/**
 * Gives a simulation its KV memory: prefixes kept on the devices of the pool that computes prompts, and the tiers
 * behind them. Decode pools of split clusters keep nothing.
 */
function remember(sim: Simulation, input: MemoryInput, rows: BlockRows): void {
  const entry = sim.pools[0]!;
  const pagesPerBlock = rows.blockTokens / KV_BLOCK_TOKENS;
  const keeps = sim.instances.map((instance) => instance.pool === entry);
  sim.memory = new KvMemory({
    rows,
    requests: sim.requests.count,
    kinds: sim.arrivals.kinds,
    rooms: sim.instances.map((instance, i) => (keeps[i] === true ? instance.kv : null)),
    sides: Uint8Array.from(keeps, (kept) => (kept ? 0 : 1)),
    deviceBlockBytes: pagesPerBlock * entry.plan.globalBlockBytes,
    pagesPerBlock,
    blockBytes: kvBytesIn(entry, rows.blockTokens),
    deviceEviction: input.eviction,
    tiers: input.tiers,
    // Only the cost-aware policy weighs blocks, and no scenario can ask for it yet.
    costs: [],
    fetchMode: input.fetchMode,
  });
  sim.router.context.memory = sim.memory;
}

/** Lets the ledger ask from which tier a request's KV came. */
export function tellLedger(ledger: Ledger, memory: KvMemory): void {
  ledger.sources = memory;
}

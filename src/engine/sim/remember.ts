import { recomputing } from '../cost/recompute';
import type { MemoryInput, WorkloadInput } from '../input';
import { rowsOfTrace, type BlockRows } from '../memory/block-rows';
import { KvMemory } from '../memory/kv-memory';
import { KV_BLOCK_TOKENS } from '../plan';
import { takesArrivals } from '../roles';
import { blockCosts } from './block-costs';
import { kvBytesIn, type Pool } from './cluster-state';
import type { Ledger } from './ledger';
import type { Simulation } from './simulation';

/** Gives a run the memory that its input asks for, if its workload can use any; returns what is not kept, or null. */
export function rememberIfPossible(
  sim: Simulation,
  input: MemoryInput,
  workload: WorkloadInput,
): string | null {
  const rows = workload.kind === 'trace' ? rowsOfTrace(workload) : sim.arrivals.rows;
  if (rows === null) {
    return 'No request of this workload is known to begin like another, so there is no KV to keep: memory tiers change nothing.';
  }
  if (rows.blockTokens % KV_BLOCK_TOKENS !== 0) {
    return `The trace names blocks of ${String(rows.blockTokens)} tokens, which is no multiple of ${String(KV_BLOCK_TOKENS)}: KV is not kept.`;
  }
  const pools = sim.pools.filter(
    ({ plan }) => takesArrivals(plan.input.role) && plan.pipelinePrefill === null,
  );
  const [first] = pools;
  if (first === undefined) return 'KV is not kept between requests on SRAM pipelines.';
  // Names stand for KV of one model in one format.
  const keeping = pools.filter(
    ({ model, plan }) => model === first.model && plan.globalBlockBytes === first.plan.globalBlockBytes,
  );
  remember(sim, input, rows, first, new Set(keeping), workload);
  if (sim.ledger !== null && sim.memory !== null) tellLedger(sim.ledger, sim.memory);
  if (keeping.length === pools.length) return null;
  return 'KV is kept between requests of one model in one format: pools of another do without.';
}

/**
 * The KV memory: prefixes kept on the devices of the pools that compute prompts, and the tiers behind them. Devices
 * that only decode keep nothing; what they add goes back to the tiers.
 */
function remember(
  sim: Simulation,
  input: MemoryInput,
  rows: BlockRows,
  first: Pool,
  keeping: ReadonlySet<Pool>,
  workload: WorkloadInput,
): void {
  const pagesPerBlock = rows.blockTokens / KV_BLOCK_TOKENS;
  const keeps = Uint8Array.from(sim.instances, ({ pool }) => (keeping.has(pool) ? 1 : 0));
  const blockBytes = kvBytesIn(first, rows.blockTokens);
  const weighs = [input.eviction, ...input.tiers.map(({ eviction }) => eviction)].some(
    ({ id }) => id === 'cost',
  );
  const longest = rows.counts.reduce((most, count) => Math.max(most, count), 0);
  sim.memory = new KvMemory({
    rows,
    requests: sim.requests.count,
    kinds: sim.arrivals.kinds,
    rooms: sim.instances.map((instance, i) => (keeps[i] === 1 ? instance.kv : null)),
    members: keeps,
    sides: keeps.map((kept) => 1 - kept),
    deviceBlockBytes: pagesPerBlock * first.plan.globalBlockBytes,
    pagesPerBlock,
    blockBytes,
    deviceEviction: input.eviction,
    tiers: input.tiers,
    costs: weighs
      ? blockCosts(
          input.tiers,
          { tokens: rows.blockTokens, bytes: blockBytes, longest: Math.max(longest, 1) },
          workload.kind === 'synthetic' ? workload.sessions : undefined,
          recomputing(first.plan.cost),
        )
      : [],
    fetchMode: input.fetchMode,
    prefetch: input.prefetch,
  });
  sim.router.context.memory = sim.memory;
}

/** Lets the ledger ask from which tier a request's KV came. */
export function tellLedger(ledger: Ledger, memory: KvMemory): void {
  ledger.sources = memory;
}

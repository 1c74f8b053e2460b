import type { Bytes, Fraction, RequestsPerSecond, Seconds, Tokens } from '../../units/units';
import { recomputing } from '../cost/recompute';
import type { MemoryInput } from '../input';
import type { KeptIn, PoolPlan } from '../layout/pool-plan';
import { KV_BLOCK_TOKENS } from '../layout/pool-plan';
import type { WorkloadStatistics } from '../workload-shape';
import { gapsOf } from './gaps';
import type { LengthNodes } from './length-nodes';
import { smoothNodes } from './length-nodes';

/**
 * What KV memory finds of the prompts of sessions, in the mean (model.md §4.5). A store that gives up what was used
 * longest ago remembers the last T seconds, where T is how long it takes to fill up: of every turn it keeps the context
 * until the next turn of that session comes by, so λ · context · E[min(pause, T)] = capacity. A turn whose pause is
 * shorter than T finds its last context there. Where any instance may take a turn, the last turn that came by was
 * several turns ago. System prompts are taken to be there always; all policies are taken for the least recently used.
 */
export interface Kept {
  /** Seconds that the device and each tier remember. */
  remembers: Seconds[];
  /** Of the mean prompt: tokens found on the device, and those in each tier that it has not. */
  found: Tokens[];
  /** Lengths that stand for all prompts, with what need not be computed of each. */
  prompts: LengthNodes;
  /** Mean tokens that are computed, and seconds that a request waits for tiers. */
  computed: Tokens;
  fetchSeconds: Seconds;
}

type SessionStatistics = WorkloadStatistics & Required<Pick<WorkloadStatistics, 'sessions'>>;

export function ofSessions(w: WorkloadStatistics): w is SessionStatistics {
  return w.sessions !== undefined;
}

export function keptKv(
  w: SessionStatistics,
  memory: KeptIn,
  pool: PoolPlan,
  rate: RequestsPerSecond,
  /** Device memory of one instance that running requests leave. */
  deviceBytes: Bytes,
): Kept {
  const { input } = memory;
  const stores = storesOf(w, input, pool, rate, memory.homing ? 1 : 1 / pool.instances, deviceBytes);
  const { shape, newTokensCv } = w.sessions;
  const { turns, systemTokens } = shape;
  const nodes: LengthNodes = { tokens: [], weights: [], cached: [] };
  const found = stores.map(() => 0);
  let fetchSeconds = 0;
  const add = (prompt: Tokens, cached: Tokens, weight: Fraction): void => {
    if (weight <= 0) return;
    nodes.tokens.push(prompt);
    nodes.cached!.push(Math.min(prompt - 1, Math.max(0, cached)));
    nodes.weights.push(weight);
  };
  const fresh = newTokens(w);
  const system = wholeBlocks(systemTokens);
  found[0]! += system;
  const first = smoothNodes(fresh, newTokensCv);
  first.tokens.forEach((tokens, i) => add(systemTokens + tokens, system, first.weights[i]! / turns));
  const compute = recomputing(pool.cost);
  for (const { turn, weight } of laterTurns(turns)) {
    const prompt = systemTokens + (turn + 1) * fresh + turn * w.outputMean;
    // Places further off have what nearer ones forget, and answers that a device never had.
    let some = 0;
    let context = 0;
    let cached = 0;
    for (let place = 0; place < stores.length; place++) {
      const store = stores[place]!;
      const { share: hits, tokens } = store.find(turn);
      if (hits === 0) continue;
      const here = tokens / hits;
      const more = Math.max(0, hits - some) * here + Math.min(hits, some) * Math.max(0, here - context);
      if (more === 0) continue;
      const most = Math.max(hits, some);
      context = (some * context + more) / most;
      some = most;
      found[place]! += weight * more;
      const way = waysFrom(store, input.fetchMode, more / hits, compute);
      cached += more * way.loaded;
      fetchSeconds += weight * hits * way.seconds;
    }
    add(prompt, some > 0 ? system + cached / some : system, weight * some);
    add(prompt, system, weight * (1 - some));
  }
  const computed = nodes.tokens.reduce((sum, t, i) => sum + nodes.weights[i]! * (t - nodes.cached![i]!), 0);
  return {
    remembers: stores.map(({ remembers }) => remembers),
    found,
    prompts: nodes,
    computed,
    fetchSeconds,
  };
}

/** Half a block of what is found is lost on average: only whole ones count. */
const wholeBlocks = (tokens: Tokens): Tokens => Math.max(0, tokens - KV_BLOCK_TOKENS / 2);

/** Tokens added per turn, as `newTokensMean` has them. */
function newTokens({ promptMean, outputMean, sessions: { shape } }: SessionStatistics): Tokens {
  const before = (shape.turns - 1) / 2;
  return Math.max(1, (promptMean - shape.systemTokens - before * outputMean) / (before + 1));
}

/** Two turns that stand for all after the first: their mean and spread are those of all. */
function laterTurns(turns: number): { turn: number; weight: Fraction }[] {
  if (turns < 2) return [];
  const middle = turns / 2;
  const spread = Math.sqrt((turns * (turns - 2)) / 12);
  const weight = (turns - 1) / turns;
  if (spread === 0) return [{ turn: middle, weight }];
  return [middle - spread, middle + spread].map((turn) => ({ turn, weight: weight / 2 }));
}

/** The device or a tier, as the mean session sees it. */
interface Store {
  remembers: Seconds;
  /** Seconds to read tokens from here, latency included. */
  read: (tokens: Tokens) => Seconds;
  /** Of the context before a turn, beyond the system prompt: mean tokens found, and the share of turns that find any. */
  find: (turn: number) => { tokens: Tokens; share: Fraction };
}

function storesOf(
  w: SessionStatistics,
  input: MemoryInput,
  pool: PoolPlan,
  rate: RequestsPerSecond,
  homing: Fraction,
  deviceBytes: Bytes,
): Store[] {
  const { outputMean } = w;
  const { shape } = w.sessions;
  const gaps = gapsOf(shape);
  const fresh = newTokens(w);
  const bytesPerToken = pool.globalBlockBytes / KV_BLOCK_TOKENS;
  const systemBytes = shape.systemPrompts * shape.systemTokens * bytesPerToken;
  const places = [
    { capacityBytes: deviceBytes, instancesPerStore: 1, fill: 'through', admitUses: 1 } as const,
    ...input.tiers,
  ];
  let above = 0;
  return places.map((place, p) => {
    const instances = Math.min(place.instancesPerStore, pool.instances);
    const returns = Math.min(1, homing * instances);
    const visits = gaps.visits(returns);
    // A tier that takes what the one above gives up has that one's room too.
    const capacity = place.capacityBytes + (place.fill === 'back' ? above : 0);
    above = capacity;
    // Of its last turn a device that only prefills has the prompt alone.
    const lacking = p === 0 && pool.input.role === 'prefill' ? outputMean : 0;
    /** Of a session's own tokens after `turn` turns, those that come by here. */
    const contextAfter = (turn: number): Tokens => turn * (fresh + outputMean) - lacking;
    const turnsPerSecond = (rate * instances) / pool.instances;
    const room = (capacity - systemBytes) / bytesPerToken;
    const remembers = gaps.residence(returns, fresh + outputMean, lacking, room / turnsPerSecond);
    const hits = visits.map((chance, ago) => chance * gaps.cdf(remembers / (ago + 1)));
    const lag = place.admitUses - 1;
    const tier = p === 0 ? null : input.tiers[p - 1]!;
    return {
      remembers,
      read: (tokens) =>
        tier === null ? 0 : tier.latencySeconds + (tokens * bytesPerToken) / tier.read.perClient,
      find(turn) {
        let tokens = 0;
        let share = 0;
        for (let ago = 0; ago < hits.length; ago++) {
          const back = turn - 1 - ago - lag;
          if (back <= -1) break;
          const hit = hits[ago]!;
          tokens += hit * wholeBlocks(contextAfter(back + 1));
          share += hit;
        }
        return { tokens, share };
      },
    };
  });
}

/** What becomes of tokens found in a tier: the share that is loaded, and how long that is waited for. */
function waysFrom(
  store: Store,
  mode: MemoryInput['fetchMode'],
  tokens: Tokens,
  compute: (tokens: Tokens, cached: Tokens) => Seconds,
): { loaded: Fraction; seconds: Seconds } {
  const load = store.read(tokens);
  if (load === 0) return { loaded: 1, seconds: 0 };
  if (mode === 'recompute') return { loaded: 0, seconds: 0 };
  if (mode === 'fetch') return { loaded: 1, seconds: load };
  const again = compute(tokens, 0);
  if (mode === 'auto') return load < again ? { loaded: 1, seconds: load } : { loaded: 0, seconds: 0 };
  // Front and back end together, and computing the back is a prompt's time already.
  return { loaded: again / (load + again), seconds: 0 };
}

import type { Bytes, Fraction, RequestsPerSecond, Seconds, Tokens } from '../../units/units';
import { recomputing } from '../cost/recompute';
import type { MemoryInput } from '../input';
import type { KeptIn, PoolPlan } from '../layout/pool-plan';
import { KV_BLOCK_TOKENS } from '../layout/pool-plan';
import type { WorkloadStatistics } from '../workload-shape';
import { gapsOf, type SessionGaps } from './gaps';
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
      store.find(turn);
      const hits = store.share;
      if (hits === 0) continue;
      const here = store.tokens / hits;
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
class Store {
  readonly remembers: Seconds;
  /** What the last `find` found of a context beyond the system prompt: mean tokens, and the share of turns that find any. */
  tokens: Tokens = 0;
  share: Fraction = 0;
  private readonly hits: Fraction[];
  private readonly place: Place;

  constructor(place: Place, gaps: SessionGaps, returns: Fraction, wanted: number) {
    this.place = place;
    this.remembers = gaps.residence(returns, place.perTurn, place.lacking, wanted);
    const { remembers } = this;
    this.hits = gaps.visits(returns).map((chance, ago) => chance * gaps.cdf(remembers / (ago + 1)));
  }

  /** Looks for the context before a turn. */
  find(turn: number): void {
    const { perTurn, lacking, lag } = this.place;
    this.tokens = this.share = 0;
    for (let ago = 0; ago < this.hits.length; ago++) {
      const before = turn - ago - lag;
      if (before <= 0) break;
      const hit = this.hits[ago]!;
      this.tokens += hit * wholeBlocks(before * perTurn - lacking);
      this.share += hit;
    }
  }

  /** Seconds to read tokens from here, latency included; none from the device. */
  read(tokens: Tokens): Seconds {
    return this.place.latencySeconds + tokens * this.place.secondsPerToken;
  }
}

/** What a store is told about the turns that come by. */
interface Place {
  /** Tokens that a turn adds to its session's context, and those of its last turn that never come by here. */
  perTurn: Tokens;
  lacking: Tokens;
  /** Turns that must have come by before one is taken in. */
  lag: number;
  latencySeconds: Seconds;
  secondsPerToken: Seconds;
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
  const perTurn = newTokens(w) + outputMean;
  const bytesPerToken = pool.globalBlockBytes / KV_BLOCK_TOKENS;
  const systemBytes = shape.systemPrompts * shape.systemTokens * bytesPerToken;
  const storeOf = (place: Place, instancesPerStore: number, capacity: Bytes): Store => {
    const instances = Math.min(instancesPerStore, pool.instances);
    const turnsPerSecond = (rate * instances) / pool.instances;
    const room = (capacity - systemBytes) / bytesPerToken;
    return new Store(place, gaps, Math.min(1, homing * instances), room / turnsPerSecond);
  };
  // Of its last turn a device that only prefills has the prompt alone.
  const lacking = pool.input.role === 'prefill' ? outputMean : 0;
  const device = { perTurn, lacking, lag: 0, latencySeconds: 0, secondsPerToken: 0 };
  const stores = [storeOf(device, 1, deviceBytes)];
  let above = deviceBytes;
  for (const tier of input.tiers) {
    // A tier that takes what the one above gives up has that one's room too.
    above = tier.capacityBytes + (tier.fill === 'back' ? above : 0);
    const { latencySeconds } = tier;
    const secondsPerToken = bytesPerToken / tier.read.perClient;
    const place = { perTurn, lacking: 0, lag: tier.admitUses - 1, latencySeconds, secondsPerToken };
    stores.push(storeOf(place, tier.instancesPerStore, above));
  }
  return stores;
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

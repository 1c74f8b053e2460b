import type { Bytes, Fraction, RequestsPerSecond, Seconds } from '../../units/units';
import type { ModelInput } from '../input';
import type { Plan, PoolPlan } from '../layout/pool-plan';
import { requestSecondsOf } from '../layout/request-seconds';
import { isCompanion } from '../roles';
import type { WorkloadStatistics } from '../workload-statistics';
import { layerSplit } from '../model/kv-bytes';
import { colocated } from './colocated';
import { crossing } from '../number/crossing';
import { decodeStage } from './decode-stage';
import { handOver } from './hand-over';
import { gpuPrefill, pipelinePrefill } from './prefill-stage';
import type { DecodeStage, Demand, Rates } from './stage';
import { idlePool, makeDemand } from './stage';
import { withKept } from './with-kept';

/** A cluster in its steady state, by the closed form: latencies, throughput and what its pools do each second. */
export interface SteadyState {
  saturated: boolean;
  maxRate: RequestsPerSecond;
  load: Fraction;
  /** Requests served per second: what arrives, or the most there can be. */
  rate: RequestsPerSecond;
  /** NaN when saturated, as `e2e` is. */
  ttft: Seconds;
  tpot: Seconds;
  e2e: Seconds;
  /** Seconds a prompt is under way, waiting left out. */
  service: Seconds;
  decode: DecodeStage;
  demand: Demand;
  /** One per pool, per second. */
  pools: Rates[];
  linkBytesPerSecond: Bytes;
}

/** The way of a request through the cluster, before load and saturation are judged. */
interface Way {
  maxRate: RequestsPerSecond;
  ttft: Seconds;
  service: Seconds;
  /** Seconds between the first token and the first decode step. */
  gap: Seconds;
  decode: DecodeStage;
  pools: Rates[];
  linkBytes: Bytes;
}

/**
 * The steady state at the workload's rate, or at the rate its users come to. Where more arrives than can be served it is that
 * at the capacity; with `judged` no more is known of it than that it is saturated, and no figure means anything.
 */
export function steadyState(
  plan: Plan,
  model: ModelInput,
  w: WorkloadStatistics,
  judged = false,
): SteadyState {
  const demand = makeDemand(w, layerSplit(model.shape).window);
  const { users } = w;
  if (users !== null) return withKept(plan, w, demand, (kept) => closedState(plan, model, kept, users));
  return withKept(plan, w, demand, (kept) => openState(plan, model, kept, w.requestsPerSecond, judged));
}

function openState(
  plan: Plan,
  model: ModelInput,
  demand: Demand,
  asked: RequestsPerSecond,
  judged: boolean,
): SteadyState {
  const way = passage(plan, model, demand, asked);
  const { maxRate } = way;
  if (asked < maxRate) return stateOf(way, demand, asked);
  // What a side does beyond its capacity is what it does at its capacity; one stage alone has stopped there already, and a
  // judgement needs it for KV memory alone, which finds more or less by what is served.
  const alone =
    (way.pools.length === 1 && plan.pools[0]!.pipelinePrefill === null) || (judged && demand.kept === null);
  const most = alone ? maxRate : capacity((rate) => passage(plan, model, demand, rate).maxRate, maxRate);
  const full = stateOf(alone ? way : passage(plan, model, demand, most), demand, most);
  const { tpot } = full.decode;
  return { ...full, load: asked / most, saturated: true, ttft: NaN, tpot, e2e: NaN };
}

/** Of a capacity: nobody sees less. */
const ALIKE = 1e-4;
const MOST_TRIES = 4;

/**
 * The rate that is all that can be served at that rate. More requests crowd the link, for which decode holds their room longer:
 * at a rate that cannot be, next to none could be served. `first`: at the rate that was asked for.
 */
function capacity(
  servedAt: (rate: RequestsPerSecond) => RequestsPerSecond,
  first: RequestsPerSecond,
): RequestsPerSecond {
  let [rate, most] = [first, servedAt(first)];
  for (let tries = 1; tries < MOST_TRIES; tries++) {
    if (Math.abs(most - rate) <= ALIKE * most) return most;
    [rate, most] = [most, servedAt(most)];
  }
  return crossing((at) => at - servedAt(at), 0, Math.max(rate, most), ALIKE * Math.max(rate, most))[0];
}

function tailOf(way: Way, demand: Demand): Seconds {
  return way.gap + demand.decodeSteps * way.decode.tokenSeconds;
}

function stateOf(way: Way, demand: Demand, rate: RequestsPerSecond): SteadyState {
  const { decode, service, pools, maxRate, gap } = way;
  const ttft = way.ttft + (demand.kept?.fetchSeconds ?? 0);
  const steps = demand.decodeSteps;
  return {
    saturated: false,
    maxRate,
    load: rate / maxRate,
    rate,
    ttft,
    tpot: decode.tpot + (steps < 1 ? 0 : gap / steps),
    e2e: ttft + tailOf(way, demand),
    service,
    decode,
    demand,
    pools,
    linkBytesPerSecond: way.linkBytes * rate + pools.reduce((sum, pool) => sum + pool.linkBytes, 0),
  };
}

/** Of the range of rates. */
const CLOSE = 1e-7;

/** Users that are accounted for on either side of a rate, but for a jump between. */
const JUMP = 0.99;

/**
 * Users who send the next request when the last is answered: Little's law over a whole request, users = λ·E2E. A
 * user never meets itself, so the others' rate, λ·(users − 1)/users, is what a request finds. More users than the
 * side can carry wait for their first token: λ is the capacity and the wait what remains of users/λ.
 */
function closedState(plan: Plan, model: ModelInput, demand: Demand, users: number): SteadyState {
  const others = (users - 1) / users;
  const { maxRate } = passage(plan, model, demand, 0);
  const at = (rate: RequestsPerSecond): Way => passage(plan, model, demand, rate * others);
  const longOf = (way: Way): Seconds => way.ttft + tailOf(way, demand);
  const [low, high] = crossing((rate) => rate - users / longOf(at(rate)), 0, maxRate, CLOSE * maxRate);
  const before = at(low);
  // Where a small step more makes everything slower at once, users find it slower; else what is left of them waits.
  const behind = high < maxRate && low * longOf(before) < JUMP * users ? at(high) : null;
  const jumps = behind !== null && Number.isFinite(longOf(behind));
  const met = jumps ? behind : before;
  // Between the two, one step more of λ = users/E2E is exact where E2E hardly changes, as for one user alone.
  const rate = jumps || high === maxRate ? low : Math.min(high, users / longOf(before));
  const ttft = jumps ? met.ttft : Math.max(met.ttft, users / rate - tailOf(met, demand));
  // What all of them do together is booked for so many, who are never more.
  const { pools, linkBytes, decode } = passage(plan, model, { ...demand, users }, rate);
  const { stepShare } = decode;
  const seen = { ...met.decode, stepShare, decoding: Math.min(users, decode.decoding) };
  return { ...stateOf({ ...met, ttft, decode: seen, pools, linkBytes }, demand, rate), load: rate / maxRate };
}

function passage(plan: Plan, model: ModelInput, demand: Demand, rate: RequestsPerSecond): Way {
  const serving = plan.pools.filter(({ input }) => !isCompanion(input.role));
  const [first, second] = serving;
  if (first === undefined) throw new RangeError('a cluster needs at least one pool');
  const way =
    second === undefined ? onePool(first, demand, rate) : twoPools(plan, first, second, model, demand, rate);
  const pools = withCompanions(serving, plan, way.pools);
  return { ...way, pools, ttft: way.ttft + requestSecondsOf(plan) };
}

/** One for each pool of the plan, in its order. */
function withCompanions(serving: readonly PoolPlan[], plan: Plan, rates: readonly Rates[]): Rates[] {
  const pools: Rates[] = [];
  serving.forEach((pool, i) => {
    pools[plan.pools.indexOf(pool)] = rates[i]!;
    pool.companions?.forEach((companion, c) => (pools[companion.pool] = rates[i]!.companions[c]!));
  });
  return pools;
}

function onePool(pool: PoolPlan, demand: Demand, rate: RequestsPerSecond): Way {
  const rates = idlePool(pool);
  if (pool.pipelinePrefill === null) {
    const { prefill, decode } = colocated(pool, demand, rate, rates);
    const { maxRate, ttft, service } = prefill;
    return { maxRate, ttft, service, gap: decode.join, decode, pools: [rates], linkBytes: 0 };
  }
  // A pipeline takes a prompt when it has room for the whole request, so a full machine delays the first token.
  const prefill = pipelinePrefill(pool, demand, rate, rates);
  const decode = decodeStage(pool, demand, rate, prefill.service, rates);
  // A chip that works on prompts and answers is busy once, and draws once what it draws for being at work at all.
  const decoding = (rates.busyChipSeconds - rates.promptChipSeconds) / rates.chips;
  rates.sharedChipSeconds = rates.promptChipSeconds * Math.min(1, decoding);
  rates.busyChipSeconds -= rates.sharedChipSeconds;
  rates.tdpSeconds -= pool.input.chip.power.base * rates.sharedChipSeconds;
  return {
    maxRate: Math.min(prefill.maxRate, decode.maxRate),
    ttft: prefill.ttft + decode.queue,
    service: prefill.service,
    gap: decode.join,
    decode,
    pools: [rates],
    linkBytes: 0,
  };
}

function twoPools(
  plan: Plan,
  first: PoolPlan,
  second: PoolPlan,
  model: ModelInput,
  demand: Demand,
  rate: RequestsPerSecond,
): Way {
  const pools = [idlePool(first), idlePool(second)];
  const prefill =
    first.pipelinePrefill === null
      ? gpuPrefill(first, demand, rate, pools[0]!)
      : pipelinePrefill(first, demand, rate, pools[0]!);
  const moved =
    plan.link === null || demand.decodeSteps < 1
      ? { bytes: 0, exposed: 0, maxRate: Infinity }
      : handOver(model, first.input, plan.link, demand, prefill.service, rate);
  const decode = decodeStage(second, demand, rate, prefill.service + moved.exposed, pools[1]!);
  return {
    maxRate: Math.min(prefill.maxRate, moved.maxRate, decode.maxRate),
    ttft: prefill.ttft,
    service: prefill.service,
    gap: moved.exposed + decode.queue + decode.join,
    decode,
    pools,
    linkBytes: moved.bytes,
  };
}

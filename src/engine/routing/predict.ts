import type { Seconds, Tokens, UsDollars } from '../../units/units';
import type { Slo } from '../input';
import { decodesOnly } from '../roles';
import { kvBytesIn, type Instance } from '../sim/cluster-state';
import type { Outlook } from './decision';
import { exposedLayered } from '../transfer';
import { foundAt, secondsBehind, type RouteContext } from './policy';
import { promptSecondsAhead, secondsPerPromptToken } from './work';

/**
 * What a request can expect of an instance, from what has been sent there: counts, never the step a batch is in, so
 * that a lane that jumps over steps predicts what one that walks does. Other requests are taken to be average, and
 * prompts that are still to come to take the share of time that prompts have taken so far.
 */

const expectedTokens = ({ promptTokens, meanOutputTokens }: RouteContext): Tokens =>
  promptTokens + Math.ceil(meanOutputTokens);

/** Sequences an instance can decode at once, as if all were as long as this one is expected to be. */
function placesOf(context: RouteContext, { kv, lanes, pool }: Instance): number {
  const byMemory = Math.floor(kv.capacityBytes / kv.bytesFor(expectedTokens(context)));
  return Math.max(1, Math.min(lanes.length * pool.plan.maxSequencesPerLane, byMemory));
}

/** Whether there is a place and KV memory for the request now, with nobody waiting for the same. */
export function hasRoom(context: RouteContext, instance: Instance): boolean {
  const { kv, lanes, pool, load, reserved, queueHead } = instance;
  if (queueHead >= 0 || pool.withoutRoom > 0) return false;
  if (!pool.reserves) return load < placesOf(context, instance);
  return (
    reserved < lanes.length * pool.plan.maxSequencesPerLane &&
    kv.bytesFor(expectedTokens(context)) <= kv.freeBytes()
  );
}

/** Sequences in the batch it would decode in, itself included. */
function batchThere(context: RouteContext, instance: Instance): number {
  const sequences = Math.min(instance.load + 1, placesOf(context, instance));
  return Math.ceil(sequences / instance.lanes.length);
}

/** Seconds of a decode step in the batch it would join. */
export function stepSecondsAmong(context: RouteContext, instance: Instance): Seconds {
  const batch = batchThere(context, instance);
  let seconds = 0;
  for (const branch of instance.pool.plan.cost.decode(batch).branches) {
    seconds = Math.max(seconds, branch.base + branch.perGlobalToken * batch * context.meanContext);
  }
  return seconds;
}

/** Where prompts take all time but this, answers come twenty times as slowly, and more is not worth telling apart. */
const LEAST_TIME_LEFT = 0.05;

/**
 * Seconds from token to token: the step, stretched by the prompts of others as 1/(1 − λS) (model.md §9.1). λS is the
 * share of time that prompts have taken here so far, as if an answer before the run had seen none.
 */
function tokenSeconds(context: RouteContext, instance: Instance): Seconds {
  const step = stepSecondsAmong(context, instance);
  const { pool, promptTokensDone } = instance;
  if (promptTokensDone === 0 || prefills(instance)) return step;
  const taken = promptTokensDone * secondsPerPromptToken(pool);
  const share = taken / (context.now + context.meanOutputTokens * step);
  return step / Math.max(LEAST_TIME_LEFT, 1 - share);
}

/** Until one of those ahead of it has finished, where all places are taken. */
export function placeWaitSeconds(context: RouteContext, instance: Instance): Seconds {
  const places = placesOf(context, instance);
  const beyond = instance.load + 1 - places;
  if (beyond <= 0) return 0;
  return (beyond / places) * context.meanOutputTokens * tokenSeconds(context, instance);
}

export const prefills = (instance: Instance): boolean => instance.pool.plan.input.role === 'prefill';
const onlyDecodes = (instance: Instance): boolean => decodesOnly(instance.pool.plan.input.role);

/** To compute the part of the prompt that neither the instance nor its tiers have. */
export function restSeconds(context: RouteContext, instance: Instance): Seconds {
  const { onDevice, behind } = foundAt(context, instance);
  return (context.promptTokens - (onDevice + behind)) * secondsPerPromptToken(instance.pool);
}

const ownPromptSeconds = (context: RouteContext, instance: Instance): Seconds =>
  secondsBehind(context, instance) + restSeconds(context, instance);

/** Time to first token of a request sent to an instance where its prompt is computed. */
function predictedTtft(context: RouteContext, instance: Instance): Seconds {
  return (
    context.requestSeconds +
    (instance.pool.plan.input.roundTripSeconds ?? 0) +
    promptSecondsAhead(instance) +
    ownPromptSeconds(context, instance) +
    (prefills(instance) ? 0 : placeWaitSeconds(context, instance))
  );
}

/** Time per output token where it decodes; waiting for decode memory is spread over the answer. */
function predictedTpot(context: RouteContext, instance: Instance): Seconds {
  const step = tokenSeconds(context, instance);
  if (!onlyDecodes(instance)) return step;
  return step + placeWaitSeconds(context, instance) / Math.max(1, context.meanOutputTokens);
}

const over = (predicted: Seconds, promised: Seconds | null): number =>
  promised === null ? 0 : Math.max(0, predicted / promised - 1);

/** By how much a request would miss its SLO there, in shares of what was promised; 0 when it is met. */
export function missedBy(context: RouteContext, instance: Instance, promised: Slo | null): number {
  if (promised === null) return 0;
  const ttft = onlyDecodes(instance) ? 0 : over(predictedTtft(context, instance), promised.ttftSeconds);
  if (!prefills(instance)) return ttft + over(predictedTpot(context, instance), promised.tpotSeconds);
  return ttft + bestOnward(context, (decode) => missedBy(context, decode, promised));
}

/**
 * From the end of its prompt until its KV is where it is decoded, at the share of the fabric that one more transfer
 * would get now. Layer by layer, what is computed meanwhile hides the rest.
 */
export function transferSeconds(context: RouteContext, instance: Instance): Seconds {
  const { link, promptTokens } = context;
  if (link === null || !prefills(instance)) return 0;
  const { pool } = instance;
  const seconds = (kvBytesIn(pool, promptTokens) * (link.flows.flows + 1)) / link.rate;
  const exposed =
    link.input.mode === 'bulk'
      ? seconds
      : exposedLayered(restSeconds(context, instance), seconds, pool.model.shape.layers);
  return link.input.latencySeconds + exposed;
}

/** The least of a cost over the instances that could decode what a prefill pool computes. */
export function bestOnward({ decodes }: RouteContext, cost: (instance: Instance) => number): number {
  let lowest = Infinity;
  for (const pool of decodes) for (const other of pool.instances) lowest = Math.min(lowest, cost(other));
  return lowest;
}

/** Chips paid for the request's prompt and its share of decode steps; null where a chip has no price. */
export function predictedUsd(context: RouteContext, instance: Instance): UsDollars | null {
  const { input, chipsPerInstance, chipsPerLane } = instance.pool.plan;
  if (input.chip.usdPerHour === null) return null;
  const prompt = onlyDecodes(instance) ? 0 : ownPromptSeconds(context, instance) * chipsPerInstance;
  const answer = prefills(instance)
    ? 0
    : (context.meanOutputTokens * stepSecondsAmong(context, instance) * chipsPerLane) /
      batchThere(context, instance);
  return ((prompt + answer) * input.chip.usdPerHour) / 3600;
}

/** What a request sent to an instance can expect; after a hand-over, where that would be quickest, and cheapest. */
export function outlook(context: RouteContext, instance: Instance): Outlook {
  const onward = (value: (there: Instance) => number): number =>
    prefills(instance) ? bestOnward(context, value) : value(instance);
  const tpot = onward((there) => predictedTpot(context, there));
  const own = predictedUsd(context, instance);
  const after = prefills(instance) ? onward((there) => predictedUsd(context, there) ?? Infinity) : 0;
  return {
    ttftSeconds: onlyDecodes(instance) ? null : predictedTtft(context, instance),
    tpotSeconds: Number.isFinite(tpot) ? tpot : null,
    joules: null,
    usd: own === null || !Number.isFinite(after) ? null : own + after,
  };
}

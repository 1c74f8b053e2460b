import type { Seconds } from '../../units/units';
import { enterLane, tryReserve } from './hand-off';
import type { Instance } from './cluster-state';
import { dequeue } from './queue';
import { EVENT_PIPELINE_FREE, EVENT_PROMPT_DONE, type SimState } from './state';

/**
 * Prompts on an SRAM pipeline: one at a time at the entrance, overlapping inside. Decode micro-batches are not
 * slowed by them, which flatters SRAM-only clusters at high prompt load (docs/MODEL.md says so).
 */
export function startPrompt(sim: SimState, instance: Instance, now: Seconds): void {
  const { plan, meter } = instance.pool;
  if (plan.pipelinePrefill === null || instance.pipelineBusy || instance.queueHead < 0) return;
  const { requests } = sim;
  if (!tryReserve(sim, instance, instance.queueHead)) return;
  const request = dequeue(requests, instance);
  instance.promptTokensAhead -= requests.prompt[request]!;
  meter.addWaiting(now, -1);
  requests.prefillStart[request] = now;
  requests.prefillInstance[request] = instance.id;
  const tokens = requests.prompt[request]!;
  const passage = plan.pipelinePrefill(tokens);
  const { occupiedSeconds, latencySeconds } = passage;
  const work = { ...passage, seconds: occupiedSeconds, busySeconds: occupiedSeconds };
  const lanes = plan.lanesPerInstance * plan.instances;
  meter.recordPipeline(plan.chipsPerInstance, lanes, work, tokens, request, requests);
  sim.ledger?.piped(requests, request, instance.lanes[0]!.id, now, now + latencySeconds, {
    tdpSeconds: requests.tdpSeconds[request]!,
    bytes: requests.bytes[request]!,
    chipSeconds: requests.chipSeconds[request]!,
  });
  instance.pipelineBusy = true;
  sim.events.push(now + occupiedSeconds, EVENT_PIPELINE_FREE, instance.id);
  sim.events.push(now + latencySeconds, EVENT_PROMPT_DONE, request);
}

/** The last chunk has left the pipeline: the first token is out. True when that was the whole answer. */
export function finishPipelinePrompt(sim: SimState, request: number, now: Seconds): boolean {
  const { requests } = sim;
  const instance = sim.instances[requests.prefillInstance[request]!]!;
  requests.computed[request] = requests.prompt[request]!;
  requests.delivered[request] = 1;
  requests.lastToken[request] = now;
  instance.pool.meter.activity.add(now, now, 0, 0, 0, 0, 1);
  requests.firstToken[request] = now;
  requests.decodeReady[request] = now;
  if (requests.output[request] === 1) return true;
  enterLane(sim, instance, request, now);
  return false;
}

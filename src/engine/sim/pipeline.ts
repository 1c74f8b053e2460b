import type { Seconds } from '../../units/units';
import { enterLane, tryReserve } from './hand-off';
import type { Instance } from './instance';
import { dequeue } from './request-state';
import { EVENT_PIPELINE_FREE, EVENT_PROMPT_DONE, type Simulation } from './simulation';

/**
 * Prompts on an SRAM pipeline: one at a time at the entrance, overlapping inside. Decode micro-batches are not
 * slowed by them, which flatters SRAM-only clusters at high prompt load (docs/MODEL.md says so).
 */
export function startPrompt(sim: Simulation, instance: Instance, now: Seconds): void {
  const { plan, meter } = instance.pool;
  if (plan.pipelinePrefill === null || instance.pipelineBusy || instance.queueHead < 0) return;
  const { requests } = sim;
  if (!tryReserve(sim, instance, instance.queueHead)) return;
  const request = dequeue(requests, instance);
  meter.addWaiting(now, -1);
  requests.prefillStart[request] = now;
  requests.prefillInstance[request] = instance.id;
  const tokens = requests.prompt[request]!;
  const { occupiedSeconds, latencySeconds } = plan.pipelinePrefill(tokens);
  const efficiency = plan.input.chip.sram?.computeEfficiency ?? 1;
  meter.recordPipeline(plan.chipsPerInstance, occupiedSeconds, efficiency, tokens, request, requests);
  sim.ledger?.piped(requests, request, instance.lanes[0]!.id, now, now + latencySeconds, {
    tdpSeconds: requests.tdpSeconds[request]!,
    bytes: 0,
    chipSeconds: requests.chipSeconds[request]!,
  });
  instance.pipelineBusy = true;
  sim.events.push(now + occupiedSeconds, EVENT_PIPELINE_FREE, instance.id);
  sim.events.push(now + latencySeconds, EVENT_PROMPT_DONE, request);
}

/** The last chunk has left the pipeline: the first token is out. */
export function finishPipelinePrompt(sim: Simulation, request: number, now: Seconds): void {
  const { requests } = sim;
  const instance = sim.instances[requests.prefillInstance[request]!]!;
  requests.computed[request] = requests.prompt[request]!;
  requests.delivered[request] = 1;
  requests.firstToken[request] = now;
  requests.decodeReady[request] = now;
  if (requests.output[request] === 1) sim.complete(request, instance, requests.prompt[request]!, now);
  else enterLane(sim, instance, request, now);
}

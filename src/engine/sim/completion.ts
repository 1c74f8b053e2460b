import type { Seconds, Tokens } from '../../units/units';
import type { Instance } from './cluster-state';
import { admitWaiting } from './hand-off';
import { startPrompt } from './pipeline';
import type { SimState } from './state';

/**
 * A request has delivered its last token: its memory is free, and whoever waits for it is looked at. `heldTokens` is
 * the KV it held where memory is not reserved whole.
 */
export function complete(
  sim: SimState,
  request: number,
  instance: Instance,
  heldTokens: Tokens,
  now: Seconds,
): void {
  const { requests } = sim;
  requests.end[request] = now;
  sim.completed++;
  sim.arrivals.settled(request, now);
  instance.load--;
  if (!instance.pool.reserves) {
    sim.memory?.computed(instance.id, request, heldTokens, now);
    instance.kv.resize(heldTokens, 0);
    sim.memory?.release(instance.id, request, now);
    return;
  }
  const source = requests.prefillInstance[request]!;
  const prompt = requests.prompt[request]!;
  if (source !== instance.id)
    sim.memory?.answered(source, request, prompt, prompt + requests.output[request]! - 1, now);
  instance.kv.resize(prompt + requests.output[request]!, 0);
  instance.reserved--;
  if (instance.pool.plan.pipelinePrefill === null) admitWaiting(sim, instance, now);
  else startPrompt(sim, instance, now);
}

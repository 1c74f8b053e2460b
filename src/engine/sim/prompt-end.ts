import type { Seconds } from '../../units/units';
import { ALONG } from '../memory/fetch-state';
import { IDLE, type Lane } from './cluster-state';
import { complete } from './completion';
import { cut, join } from './decode-batch';
import { handOff } from './hand-off';
import type { SimState } from './state';

/**
 * Opens (-now) or closes (+now) the account of time in which a request waits for a fetch alone. After its first token
 * that time is a stall and is counted there.
 */
export function exposed({ requests }: SimState, request: number, signedNow: Seconds): void {
  if (Number.isNaN(requests.firstToken[request]!)) requests.fetchSeconds[request]! += signedNow;
}

/**
 * A prompt is computed: its first token is out, and it decodes here, is handed over, or was all there was to say. One
 * whose front is still being fetched is parked until that is there too. `between` steps it joins its batch at the
 * next boundary, otherwise now.
 */
export function finishPrompt(
  sim: SimState,
  lane: Lane,
  request: number,
  now: Seconds,
  between = false,
): void {
  const { requests, memory } = sim;
  const { instance } = lane;
  if (memory !== null && memory.fetchState(instance.id, request) === ALONG) {
    sim.parked.add(request);
    exposed(sim, request, -now);
    return;
  }
  const { meter } = instance.pool;
  if (requests.delivered[request]! > 0) meter.gaps.one(now, now - requests.lastToken[request]!);
  requests.delivered[request]!++;
  requests.lastToken[request] = now;
  meter.activity.add(now, now, 0, 0, 0, 0, 1);
  if (Number.isNaN(requests.firstToken[request]!)) requests.firstToken[request] = now;
  if (!Number.isNaN(requests.decodeStart[request]!)) requests.stallSeconds[request]! += now;
  const held = requests.target[request]!;
  memory?.computed(instance.id, request, held, now);
  if (requests.delivered[request]! >= requests.output[request]!) {
    complete(sim, request, instance, held, now);
    return;
  }
  if (instance.pool.plan.input.role === 'prefill') {
    handOff(sim, request, now);
    return;
  }
  if (Number.isNaN(requests.decodeReady[request]!)) requests.decodeReady[request] = now;
  requests.decodeInstance[request] = instance.id;
  if (!between) {
    join(sim, lane, request, held + 1, now);
    return;
  }
  lane.joining.push(request);
  if (lane.mode === IDLE) sim.laneEvents.set(lane.id, now);
  else cut(sim, lane, now);
}

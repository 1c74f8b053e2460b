import type { Bytes, BytesPerSecond, Seconds } from '../units/units';

/** KV on its way from the prefill to the decode pool: what of it nobody can hide. model.md §3.2. */

/**
 * Layer by layer: a layer's KV leaves when the layer is done, a flow shop of two machines. With c = compute / L
 * and x = transfer / L seconds per layer, the last layer's x stays exposed if x ≤ c, else c + L·(x − c).
 */
export function exposedLayered(computeSeconds: Seconds, transferSeconds: Seconds, layers: number): Seconds {
  const compute = computeSeconds / layers;
  const transfer = transferSeconds / layers;
  return transfer <= compute ? transfer : compute + layers * (transfer - compute);
}

/** All of it after the computation. */
export function exposedBulk(bytes: Bytes, rate: BytesPerSecond): Seconds {
  return bytes / rate;
}

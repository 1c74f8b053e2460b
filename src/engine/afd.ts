import type { Seconds } from '../units/units';

/**
 * Attention and FFN on different machines: `microBatches` take turns, so a layer takes as long as the busiest of
 * attention, FFN and link is with all of them, and never less than one micro-batch's way there and back.
 * Sources: arXiv 2504.02263, 2507.19427, 2602.09721; model.md §3.4.
 */
export function splitLayerTpot(
  layers: number,
  microBatches: number,
  attention: Seconds,
  ffn: Seconds,
  oneWay: Seconds,
): Seconds {
  const roundTrip = attention + ffn + 2 * oneWay;
  return layers * Math.max(microBatches * attention, microBatches * ffn, microBatches * oneWay, roundTrip);
}

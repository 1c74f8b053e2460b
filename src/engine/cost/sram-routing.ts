import type { Bytes, Seconds } from '../../units/units';
import type { ModelShape, SramTiming } from '../input';
import { mixtureLayers } from '../model/parameters';

/**
 * What a layer costs an SRAM machine beyond its arithmetic: sub-kernels that run one after the other, each ending in
 * a synchronisation, and experts that sit on chips of their own. Counted, not measured; see docs/MODEL.md.
 */

/** Norm, projections, rotation and cache write, scores, softmax, values, output. */
const ATTENTION = 7;
/** Latent attention: down, up, and the value projection are products of their own. */
const LATENT = 3;
/** Norm, up and gate, activation, down. */
const DENSE_FFN = 4;
/** Norm, router, best of the scores, dispatch, up and gate, activation, down, weighted sum. */
const ROUTED_FFN = 8;

/** Sequential sub-kernels of a layer, averaged over its kinds. */
export function subKernelsPerLayer(s: ModelShape): number {
  return ATTENTION + (s.mla === null ? 0 : LATENT) + ffnSubKernels(s);
}

/** Those of its FFN alone. */
export function ffnSubKernels(s: ModelShape): number {
  const routed = mixtureLayers(s) / s.layers;
  return routed * ROUTED_FFN + (1 - routed) * DENSE_FFN;
}

/** Experts of one layer on a group of chips; on a wafer they lie among neighbours and are cut like anything else. */
export interface RoutedExperts {
  /** Chips over which the experts of a layer lie: the group, or as many as they fill. */
  spread: number;
  /** Per layer, averaged over kinds of layers. */
  slotSeconds: Seconds;
}

/**
 * A compiled schedule cannot know which chip an expert's tokens go to, so dispatch and combine each keep a slot, one
 * hop long, for every chip of a group; groups beyond the first take their tokens side by side, at one slot each.
 */
export function routedExperts(
  s: ModelShape,
  sram: SramTiming,
  chipBytes: Bytes,
  expertBytesPerLayer: Bytes,
): RoutedExperts {
  const filled = expertBytesPerLayer / (sram.usable * chipBytes);
  const spread = Math.max(sram.groupChips, filled);
  const share = mixtureLayers(s) / s.layers;
  const slots = sram.groupChips + spread / sram.groupChips - 1;
  return { spread, slotSeconds: share * 2 * slots * sram.hopSeconds };
}

/** Mean largest of eight to sixteen standard normals. */
const LARGEST = 1.5;

/**
 * Work of the busiest chip over the mean when `hit` whole experts fall on `spread` chips at random. Never more than
 * all of them on one chip, and never less than one expert on some chip.
 */
export function busiestShare(hit: number, spread: number): number {
  if (!(hit > 0)) return 1;
  const mean = hit / spread;
  const busiest = Math.min(hit, Math.max(Math.min(hit, 1), mean + LARGEST * Math.sqrt(mean)));
  return Math.max(1, busiest / mean);
}

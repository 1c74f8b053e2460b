/** How deployments that spread whole experts over many ranks even out their load, model.md §2.3; assumed. */

/** Routed rows of the busiest rank over the mean, with popular experts copied. */
export const BALANCED_LOAD = 1.15;

/** DeepSeek keeps 32 copies beside its 256 experts; never more than a rank has room for one of. */
const COPIES_SHARE = 1 / 8;

/** Experts and their copies over all `ranks`. */
export function expertSlots(experts: number, ranks: number): number {
  return experts + Math.min(ranks, experts * COPIES_SHARE);
}

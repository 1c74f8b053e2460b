import type { Known } from './sourced';
import { LATER_SRAM } from './sram-generation';

/** Where the time per layer of a chip's later software comes from, if `seconds` is of it. */
export function laterResidual(chipId: string, seconds: number): Known<unknown> | undefined {
  const later = LATER_SRAM[chipId];
  if (later === undefined) return undefined;
  const { layerBaseSeconds, layerPerWidthSeconds } = later.value;
  return seconds === layerBaseSeconds || seconds === layerPerWidthSeconds ? later : undefined;
}

import type { ChipInput, SoftwareProfile, WeightFormat } from '../engine/input';
import type { MeasuredRow } from './measured-row';

/** First version of vLLM seen without it. */
const LAST_MINOR = 12;

/**
 * Up to version 0.12, block-scaled experts of vLLM on Hopper take as long as if all of them were read, whatever the batch.
 * Found on ML.ENERGY's Qwen3 235B, which names no version, over 4 and 8 chips, and on the gap analysis over 2 and 4: nothing
 * was fitted, the bytes of all experts at the rate of later versions give what was measured.
 */
export function withEarlyExperts(
  row: MeasuredRow,
  software: SoftwareProfile,
  format: WeightFormat,
  chip: ChipInput,
): ChipInput {
  const own = chip.gpu?.inEngine?.experts.fp8b;
  if (chip.gpu === null || own === undefined || software.id !== 'vllm' || format !== 'fp8b') return chip;
  const hopper = chip.peakFlops.nvfp4 === undefined;
  const minor = /vllm 0\.(\d+)/.exec(row.notes)?.[1];
  const early = minor === undefined ? row.group === 'F' : Number(minor) <= LAST_MINOR;
  if (!hopper || !early) return chip;
  const { inEngine } = chip.gpu;
  const experts = { ...inEngine!.experts, fp8b: { ...own, readsAll: true } };
  return { ...chip, gpu: { ...chip.gpu, inEngine: { ...inEngine!, experts } } };
}

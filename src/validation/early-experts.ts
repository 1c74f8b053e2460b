import type { ChipInput, SoftwareProfile, WeightFormat } from '../engine/input';
import type { MeasuredRow } from './measured-row';
import { before } from './recorded-layout';

/** Of the two generations of vLLM among the measurements, the last minor version of the first, and when it was current. */
const LAST_MINOR = 12;
const LAST_YEAR = '2026';

/** ML.ENERGY names no version in its rows; its default image is 0.11.1. */
export function isEarly(row: MeasuredRow, { id }: SoftwareProfile): boolean {
  if (id !== 'vllm') return false;
  const minor = /vllm 0\.(\d+)/.exec(row.notes)?.[1];
  if (minor !== undefined) return Number(minor) <= LAST_MINOR;
  return row.group === 'F' || before(row, LAST_YEAR);
}

/**
 * Its experts took so many times as long to start. Fitted on InferenceX's gpt-oss of November and December 2025 beside that of
 * spring 2026.
 */
const EARLY_LATENCY = 1.45;

export function earlySoftware(software: SoftwareProfile, factor = EARLY_LATENCY): SoftwareProfile {
  const { kernels } = software;
  if (kernels === undefined) return software;
  return { ...software, kernels: { ...kernels, expertLatency: factor * kernels.expertLatency } };
}

/**
 * Block-scaled experts of early vLLM on Hopper take as long as if all of them were read, whatever the batch.
 * Found on ML.ENERGY's Qwen3 235B over 4 and 8 chips, and on the gap analysis over 2 and 4: nothing
 * was fitted, the bytes of all experts at the rate of later versions give what was measured.
 */
export function withEarlyExperts(chip: ChipInput, early: boolean, format: WeightFormat): ChipInput {
  const own = chip.gpu?.inEngine?.experts.fp8b;
  const hopper = chip.peakFlops.nvfp4 === undefined;
  if (!early || chip.gpu === null || own === undefined || format !== 'fp8b' || !hopper) return chip;
  const { inEngine } = chip.gpu;
  const experts = { ...inEngine!.experts, fp8b: { ...own, readsAll: true } };
  return { ...chip, gpu: { ...chip.gpu, inEngine: { ...inEngine!, experts } } };
}

import type { StepWork } from '../engine/cost/step-cost';
import type { ChipInput } from '../engine/input';
import type { Fraction } from '../units/units';

/** Share of its TDP that a chip draws while it does this work in this time, model.md §7.1. */
export function powerShare(chip: ChipInput, work: StepWork): Fraction {
  const { base, memory, compute } = chip.power;
  const memoryUse = work.bytes / (chip.memory.bytesPerSecond * work.seconds);
  const computeUse = work.peakComputeSeconds / work.seconds;
  return Math.min(1, base + memory * memoryUse + compute * computeUse);
}

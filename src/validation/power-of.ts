import { tdpSecondsOfStep } from '../engine/power';
import type { StepWork } from '../engine/cost/step-cost';
import type { ChipInput } from '../engine/input';
import type { Fraction } from '../units/units';

/** Share of its TDP that a chip draws while it does this work in this time, model.md §7.1. */
export function powerShare(chip: ChipInput, work: StepWork): Fraction {
  return tdpSecondsOfStep(chip.power.base, work) / work.seconds;
}

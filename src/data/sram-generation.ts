import type { ChipInput, SramTiming } from '../engine/input';
import { fitted, type Known } from './sourced';

/**
 * Software of SRAM machines by its time. The same silicon went from 300 to 1300 and 2100 tokens/s within a year; half
 * of that was compilers, the rest speculative decoding, which is a switch of its own. Speculation belongs to no
 * generation here.
 */
export const SRAM_GENERATIONS = ['2024h1', '2024h2'] as const;
export type SramGeneration = (typeof SRAM_GENERATIONS)[number];
export const FIRST_GENERATION: SramGeneration = '2024h1';

type Later = Pick<SramTiming, 'layerBaseSeconds' | 'layerPerWidthSeconds'> & {
  residualBand: readonly [low: number, high: number];
};

/** Share of the first residual on a wafer. */
const WAFER = 0.75;

/** What changes with the second half of 2024, by chip. The first generation is the chip's own record. */
export const LATER_SRAM: Record<string, Known<Later>> = {
  'groq-lpu-v1': fitted(
    { layerBaseSeconds: 22e-6, layerPerWidthSeconds: 0, residualBand: [0.8, 1.7] },
    ['groq_70b'],
    'So that models of 7B to 8B make about 1300 tokens/s, as was reported; 70B was still seen at 250 to 280.',
  ),
  'cerebras-wse3': fitted(
    { layerBaseSeconds: WAFER * 8.07e-6, layerPerWidthSeconds: WAFER * 6.97e-6, residualBand: [0.6, 1.4] },
    ['cerebras_speed'],
    'So that gpt-oss 120B on two wafers, their number assumed, makes the 1950 tokens/s that lie midway among the 1700 to 3000 reported.',
  ),
};

/** The chip under the software of a generation; a chip without a later one keeps its only constants. */
export function inGeneration(chip: ChipInput, generation: SramGeneration): ChipInput {
  const later = generation === FIRST_GENERATION ? undefined : LATER_SRAM[chip.id]?.value;
  if (chip.sram === null || later === undefined) return chip;
  return { ...chip, sram: { ...chip.sram, ...later } };
}

import type { SramTiming } from '../engine/input';
import { assumed, fitted, sourced, type SourcedFields } from './sourced';

/**
 * Constants of chips that keep weights in SRAM, under the software of their first public runs; later software is
 * `sram-generation.ts`. Decode there is a sum of per-layer latencies, and the largest one
 * is the residual `layerBaseSeconds`: one number per chip that hides compiler, exchange and attention latency.
 * It is the weakest number of the model, so its note says what it was fitted on.
 */

const EFFICIENCY = 'No measurement is public; a round figure.';
const USABLE = 'A tenth is reserved for instructions and activations.';

const usable = { usable: assumed(0.9, USABLE), computeEfficiency: assumed(0.5, EFFICIENCY) };

/** Seven of grouped-query attention and four of a dense FFN (engine/cost/sram-routing.ts). */
const DENSE_LAYER = assumed(11, 'Sequential sub-kernels of a dense layer, counted from its operators.');

const LPU_V1: SourcedFields<SramTiming> = {
  ...usable,
  wafer: sourced(false, ['groq_chip']),
  groupChips: assumed(8, 'Chips that work on one layer together; not published.'),
  hopSeconds: assumed(0.7e-6, 'Published only as under 3 µs across the system.', ['groq_isca']),
  linkBytesPerSecond: assumed(100e9, 'The sheet gives no aggregate rate per chip.', ['groq_chip']),
  memoryEfficiency: assumed(0.8, EFFICIENCY),
  layerBaseSeconds: fitted(36.8e-6, ['groq_70b'], 'So that Llama 2 70B on 576 chips makes 300 tokens/s.'),
  layerPerWidthSeconds: fitted(0, ['groq_70b'], 'Speed follows the number of layers, not their width.'),
  fittedSubKernels: DENSE_LAYER,
  residualBand: assumed([0.9, 1.3], 'From what 7B to 70B dense models were seen to do in 2024.'),
};

const LP30: SourcedFields<SramTiming> = {
  ...usable,
  wafer: sourced(false, ['lpx_blog']),
  groupChips: assumed(16, 'Chips that work on one layer together; not published.'),
  hopSeconds: sourced(0.35e-6, ['lpx_hc'], 'SRAM to SRAM among near neighbours.'),
  linkBytesPerSecond: sourced(1250e9, ['lpx_blog'], 'Half of 2.5 TB/s, which counts both directions.'),
  memoryEfficiency: assumed(0.8, EFFICIENCY),
  layerBaseSeconds: assumed(8e-6, 'A guess: no measured run is public to fit it on.'),
  layerPerWidthSeconds: assumed(0, 'As on the first LPU.'),
  fittedSubKernels: DENSE_LAYER,
  residualBand: assumed([0.4, 2], 'The residual is a guess; so is its band.'),
};

const WSE3: SourcedFields<SramTiming> = {
  ...usable,
  wafer: sourced(true, ['wse3']),
  groupChips: assumed(1, 'A wafer works on its share of every layer.'),
  hopSeconds: sourced(5e-6, ['cs4'], 'Wafer to wafer, as a later Cerebras slide gives it for CS-3.'),
  linkBytesPerSecond: sourced(150e9, ['cs4'], 'The 1.2 Tb/s of a CS-3.'),
  memoryEfficiency: assumed(0.5, EFFICIENCY),
  layerBaseSeconds: fitted(8.07e-6, ['cerebras_speed'], 'Two constants on two points: 8B and 70B.'),
  layerPerWidthSeconds: fitted(6.97e-6, ['cerebras_speed'], 'Two constants on two points: 8B and 70B.'),
  fittedSubKernels: DENSE_LAYER,
  residualBand: assumed([0.9, 1.25], 'Two points leave no error to read.'),
};

const CS4_NOTE = 'Carried over from WSE-3; nothing measured is public.';

const CS4: SourcedFields<SramTiming> = {
  ...WSE3,
  wafer: sourced(true, ['cs4'], 'Three wafers, treated as one of three times the size.'),
  hopSeconds: sourced(2e-6, ['cs4']),
  linkBytesPerSecond: sourced(900e9, ['cs4'], '7.2 Tb/s.'),
  layerBaseSeconds: assumed(8.07e-6, CS4_NOTE, ['cerebras_speed']),
  layerPerWidthSeconds: assumed(6.97e-6, CS4_NOTE, ['cerebras_speed']),
  residualBand: assumed([0.4, 1.25], CS4_NOTE),
};

export const SRAM_CALIBRATIONS: Record<string, SourcedFields<SramTiming>> = {
  'groq-lpu-v1': LPU_V1,
  'groq3-lp30': LP30,
  'cerebras-wse3': WSE3,
  'cerebras-cs4': CS4,
};

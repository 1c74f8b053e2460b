import type { PowerFit } from '../engine/input';
import { assumed, fitted, type SourcedFields } from './sourced';

/**
 * P = TDP · min(1, base + memory · u_m + compute · u_c) while a step runs, idle · TDP between steps. The base is
 * large because chips in steady decode draw half of their TDP and more at a fifth of their bandwidth. u_m and u_c count
 * what is executed: rows that pad the tiles of experts are among the FLOPs.
 */

const A100: SourcedFields<PowerFit> = {
  base: fitted(0.3, ['splitwise'], 'Fitted on the decode power of Llama 2 70B on 2, 4 and 8 chips.'),
  memory: fitted(0.7, ['splitwise'], 'Fitted on the decode power of Llama 2 70B on 2, 4 and 8 chips.'),
  compute: assumed(1, 'Decode alone does not determine it.'),
  idle: assumed(0.14, 'No idle reading of this chip was found.'),
};

const ML_ENERGY = ['mlenergy'];
const IDLE = ['gpu_power_meas', 'conservemode'];
const H100_FIT =
  'Fitted on 154 points, dense and mixtures, 1 to 8 chips; median error of watts on unseen configurations 8 to 10 %.';
const HOPPER_MOVED = 'Carried over from H100, which has the same compute die.';

const H100: SourcedFields<PowerFit> = {
  base: fitted(0.66, ML_ENERGY, H100_FIT),
  memory: fitted(0.068, ML_ENERGY, H100_FIT),
  compute: fitted(0.942, ML_ENERGY, H100_FIT),
  idle: assumed(0.1, 'Carried over from H200.', IDLE),
};

const H800: SourcedFields<PowerFit> = {
  base: assumed(0.66, HOPPER_MOVED, ML_ENERGY),
  memory: assumed(0.068, HOPPER_MOVED, ML_ENERGY),
  compute: assumed(0.942, HOPPER_MOVED, ML_ENERGY),
  idle: assumed(0.1, 'Carried over from H200.', IDLE),
};

const H200: SourcedFields<PowerFit> = {
  ...H800,
  idle: fitted(0.1, IDLE, 'Measured at 74 to 80 of 700 W.'),
};

const B200_FIT =
  'Fitted on 122 points, dense and mixtures; median error of watts on unseen configurations 8 to 10 %.';

const B200: SourcedFields<PowerFit> = {
  base: fitted(0.403, ML_ENERGY, B200_FIT),
  memory: fitted(0.727, ML_ENERGY, B200_FIT),
  compute: fitted(1.84, ML_ENERGY, B200_FIT),
  idle: assumed(0.12, 'No idle reading of this chip was found.'),
};

const B200_MOVED = 'Carried over from B200, which has the same architecture.';

const BLACKWELL: SourcedFields<PowerFit> = {
  base: assumed(0.403, B200_MOVED, ML_ENERGY),
  memory: assumed(0.727, B200_MOVED, ML_ENERGY),
  compute: assumed(1.84, B200_MOVED, ML_ENERGY),
  idle: assumed(0.12, B200_MOVED),
};

export const POWER_FITS: Record<string, SourcedFields<PowerFit>> = {
  'a100-80g-sxm': A100,
  'h100-sxm': H100,
  'h200-sxm': H200,
  'h800-sxm': H800,
  'b200-sxm': B200,
  'gb200-nvl72': BLACKWELL,
  'b300-sxm': BLACKWELL,
  'gb300-nvl72': BLACKWELL,
};

const OTHER_NOTE = 'Between the fitted chips; this one was not measured.';

export const OTHER_GPU_POWER: SourcedFields<PowerFit> = {
  base: assumed(0.35, OTHER_NOTE),
  memory: assumed(0.6, OTHER_NOTE),
  compute: assumed(1.6, OTHER_NOTE),
  idle: assumed(0.12, OTHER_NOTE),
};

const SRAM_NOTE = 'No power measurement of an SRAM chip is public; low confidence.';

export const SRAM_POWER: SourcedFields<PowerFit> = {
  base: assumed(0.6, SRAM_NOTE),
  memory: assumed(0.2, SRAM_NOTE),
  compute: assumed(0.2, SRAM_NOTE),
  idle: assumed(0.35, SRAM_NOTE),
};

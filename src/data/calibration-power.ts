import type { PowerFit } from '../engine/input';
import { assumed, fitted, type SourcedFields } from './sourced';

/**
 * P = TDP · min(1, base + memory · u_m + compute · u_c) while a step runs, idle · TDP between steps. u_m and u_c are shares of
 * the step that its bytes and FLOPs take at the rates that kernels reach. They count what is executed: rows that pad the
 * tiles of experts are among the FLOPs. A kernel bound by memory thus draws base + memory, one bound by compute base +
 * compute: 0.82 and 1.05 on H100, 0.92 and all there is on B200.
 */

const A100_FIT =
  'Fitted on the mean power of 32 static batches of Llama 2 70B and BLOOM 176B on 2, 4 and 8 chips; median error 3 %.';

const A100: SourcedFields<PowerFit> = {
  base: fitted(0.304, ['splitwise'], A100_FIT),
  memory: fitted(0.479, ['splitwise'], A100_FIT),
  compute: fitted(0.545, ['splitwise'], A100_FIT),
  idle: assumed(0.14, 'No idle reading of this chip was found.'),
};

const ML_ENERGY = ['mlenergy'];
const IDLE = ['gpu_power_meas', 'conservemode'];
const H100_FIT =
  'Fitted on 154 points, dense and mixtures, 1 to 8 chips; median error of watts on unseen configurations 7 to 8 %.';
const HOPPER_MOVED = 'Carried over from H100, which has the same compute die.';

const H100: SourcedFields<PowerFit> = {
  base: fitted(0.387, ML_ENERGY, H100_FIT),
  memory: fitted(0.43, ML_ENERGY, H100_FIT),
  compute: fitted(0.665, ML_ENERGY, H100_FIT),
  idle: assumed(0.1, 'Carried over from H200.', IDLE),
};

const H800: SourcedFields<PowerFit> = {
  base: assumed(0.387, HOPPER_MOVED, ML_ENERGY),
  memory: assumed(0.43, HOPPER_MOVED, ML_ENERGY),
  compute: assumed(0.665, HOPPER_MOVED, ML_ENERGY),
  idle: assumed(0.1, 'Carried over from H200.', IDLE),
};

const H200: SourcedFields<PowerFit> = {
  ...H800,
  idle: fitted(0.1, IDLE, 'Measured at 74 to 80 of 700 W.'),
};

const B200_FIT =
  'Fitted on 122 points, dense and mixtures; median error of watts on unseen configurations 7 to 8 %.';

const B200: SourcedFields<PowerFit> = {
  base: fitted(0.35, ML_ENERGY, B200_FIT),
  memory: fitted(0.566, ML_ENERGY, B200_FIT),
  compute: fitted(1.304, ML_ENERGY, B200_FIT),
  idle: assumed(0.12, 'No idle reading of this chip was found.'),
};

const B200_MOVED = 'Carried over from B200, which has the same architecture.';

const BLACKWELL: SourcedFields<PowerFit> = {
  base: assumed(0.35, B200_MOVED, ML_ENERGY),
  memory: assumed(0.566, B200_MOVED, ML_ENERGY),
  compute: assumed(1.304, B200_MOVED, ML_ENERGY),
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
  memory: assumed(0.5, OTHER_NOTE),
  compute: assumed(0.9, OTHER_NOTE),
  idle: assumed(0.12, OTHER_NOTE),
};

const SRAM_NOTE = 'No power measurement of an SRAM chip is public; low confidence.';

export const SRAM_POWER: SourcedFields<PowerFit> = {
  base: assumed(0.6, SRAM_NOTE),
  memory: assumed(0.2, SRAM_NOTE),
  compute: assumed(0.2, SRAM_NOTE),
  idle: assumed(0.35, SRAM_NOTE),
};

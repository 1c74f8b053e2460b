import { readExtraCatalog } from './extra-catalog';

/**
 * Chips that measurements may speak of and the catalogue does not offer: a sibling whose kernels were measured, with the
 * data sheet of their own. Dense rates. Constants of the sibling that depend on a link or a memory are replaced.
 */

const GB = 1e9;
const TERA = 1e12;

interface Sheet {
  id: string;
  name: string;
  like: string;
  bf16: number;
  fp8?: number;
  fp4?: number;
  gigabytes: number;
  terabytesPerSecond: number;
  watts: number;
  [other: string]: unknown;
}

/** A sheet as an entry of an extra catalogue; rates in TFLOP/s. */
const chip = ({ bf16, fp8, fp4, gigabytes, terabytesPerSecond, watts, ...rest }: Sheet) => ({
  ...rest,
  peakFlops: {
    bf16: bf16 * TERA,
    ...(fp8 !== undefined && { fp8: fp8 * TERA, int8: fp8 * TERA }),
    ...(fp4 !== undefined && { nvfp4: fp4 * TERA }),
  },
  memory: { bytes: gigabytes * GB, bytesPerSecond: terabytesPerSecond * TERA },
  tdpWatts: watts,
});

/** Eight cards in a server without NVLink. The all-reduce is that of the L40S kernel table. */
const OVER_PCIE = {
  scaleUpChips: 8,
  gpu: { allReduce: { baseSeconds: 1e-6, perDoublingSeconds: 6.8e-6, bytesPerSecond: 5 * GB } },
};
const PAIRS_OF_NVLINK = {
  gpu: { allReduce: { baseSeconds: 3.81e-6, perDoublingSeconds: 0.46e-6, bytesPerSecond: 160 * GB } },
};

/** Fitted on its own table: 0.62 of the bf16 peak and 0.50 of that of fp8, errors 7 and 9 %. */
const L40S = {
  ...OVER_PCIE,
  gpu: {
    ...OVER_PCIE.gpu,
    gemm: {
      bf16: { tauSeconds: 2e-6, computeEfficiency: 0.62, memoryEfficiency: 0.8 },
      fp8: { tauSeconds: 2e-6, computeEfficiency: 0.5, memoryEfficiency: 0.77 },
    },
    decodeAttention: { tauSeconds: 8.4e-6, memoryEfficiency: 0.81 },
    inEngine: { gemm: { fp8: { computeEfficiency: 0.5, memoryEfficiency: 0.77 } } },
  },
};

const SHEETS: Sheet[] = [
  {
    id: 'a100-40g-sxm',
    name: 'A100 SXM 40 GB',
    like: 'a100-80g-sxm',
    bf16: 312,
    gigabytes: 40,
    terabytesPerSecond: 1.555,
    watts: 400,
  },
  {
    id: 'a100-pcie',
    name: 'A100 PCIe',
    like: 'a100-80g-sxm',
    bf16: 312,
    gigabytes: 80,
    terabytesPerSecond: 1.935,
    watts: 300,
    ...OVER_PCIE,
  },
  {
    id: 'a40',
    name: 'A40',
    like: 'a100-80g-sxm',
    bf16: 149.7,
    gigabytes: 48,
    terabytesPerSecond: 0.696,
    watts: 300,
    ...OVER_PCIE,
  },
  {
    id: 'a10',
    name: 'A10',
    like: 'a100-80g-sxm',
    bf16: 125,
    gigabytes: 24,
    terabytesPerSecond: 0.6,
    watts: 150,
    ...OVER_PCIE,
  },
  {
    id: 'h100-pcie',
    name: 'H100 PCIe',
    like: 'h100-sxm',
    bf16: 756,
    fp8: 1513,
    gigabytes: 80,
    terabytesPerSecond: 2.039,
    watts: 350,
    ...OVER_PCIE,
  },
  {
    id: 'h100-nvl',
    name: 'H100 NVL',
    like: 'h100-sxm',
    bf16: 835,
    fp8: 1671,
    gigabytes: 94,
    terabytesPerSecond: 3.9,
    watts: 400,
    ...PAIRS_OF_NVLINK,
  },
  {
    id: 'h20',
    name: 'H20',
    like: 'h200-sxm',
    bf16: 148,
    fp8: 296,
    gigabytes: 96,
    terabytesPerSecond: 4,
    watts: 400,
  },
  {
    id: 'gh200',
    name: 'GH200',
    like: 'h200-sxm',
    bf16: 989.5,
    fp8: 1979,
    gigabytes: 96,
    terabytesPerSecond: 4,
    watts: 700,
  },
  {
    id: 'l40s',
    name: 'L40S',
    like: 'h100-sxm',
    bf16: 362,
    fp8: 733,
    gigabytes: 48,
    terabytesPerSecond: 0.864,
    watts: 350,
    ...L40S,
  },
  {
    id: 'l4',
    name: 'L4',
    like: 'h100-sxm',
    bf16: 121,
    fp8: 242,
    gigabytes: 24,
    terabytesPerSecond: 0.3,
    watts: 72,
    ...L40S,
  },
  {
    id: 'rtx-pro-6000',
    name: 'RTX PRO 6000',
    like: 'b200-sxm',
    bf16: 504,
    fp8: 1007,
    fp4: 2015,
    gigabytes: 96,
    terabytesPerSecond: 1.597,
    watts: 600,
    ...OVER_PCIE,
  },
];

const read = readExtraCatalog({ chips: SHEETS.map(chip) });
if (!read.ok) throw new Error(read.why);

/** By id. */
export const CHIPS_BY_HAND = read.extras.chips;

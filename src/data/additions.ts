import type { ChipFacts, Figure } from './chip-facts';

/** Facts recorded by hand, beside the generated `hardware.json`, in the same form. */

/**
 * Not offered as a choice: DeepSeek published what its service does on this chip, so predictions can be checked
 * against it. It is an H100 with slower NVLink.
 */
const H800: ChipFacts = {
  id: 'h800-sxm',
  name: 'H800 SXM',
  vendor: 'NVIDIA',
  class: 'gpu-hbm',
  labels: { 'memory.hbm': 'HBM3', scaleUp: 'NVLink4, reduced', host: 'PCIe 5 x16' },
  figures: {
    'launch.year': { v: 2023, s: ['bg'] },
    'peak.bf16.tflops': { v: 989, s: ['infx_specs'], k: 'estimate' },
    'peak.fp8.tflops': { v: 1979, s: ['infx_specs'], k: 'estimate' },
    'memory.hbm.bytes': { v: 80e9, s: ['infx_specs'], k: 'estimate' },
    'memory.hbm.bytesPerSecond': { v: 3.35e12, s: ['infx_specs'], k: 'estimate' },
    'power.tdp.watts': { v: 700, s: ['aic'], k: 'estimate' },
    'scaleUp.oneWay.gbytesPerSecond': { v: 200, s: ['bg'] },
    'scaleUp.chips.count': { v: 8, s: ['dsv3_day'] },
    'scaleOut.line.gbitsPerSecond': { v: 400, s: ['bg'] },
    'price.accounting.usdPerHour': { v: 2, s: ['dsv3_day'] },
  },
};

export const ADDED_CHIPS: ChipFacts[] = [H800];

/** Figures that the facts mention only in prose. */
export const ADDED_FIGURES: Record<string, Record<string, Figure>> = {
  'groq-lpu-v1': { 'price.purchaseQuoted.usd': { v: 20_000, s: ['bg'], k: 'estimate' } },
};

import type { ComputeFormat, GemmFit } from '../engine/input';
import type { BytesPerSecond } from '../units/units';
import { AUX } from './calibration-gpu';
import { OTHER_IN_ENGINE } from './calibration-in-engine';
import type { ChipClass } from './chip-facts';
import type { SourcedGpuTiming } from './chip-record';
import { assumed, type Known } from './sourced';

/**
 * Operator constants of chips whose kernels nobody measured in public. They lie among the measured ones, so such a
 * chip is told apart from the others by its data sheet only.
 */

const DEFAULT_NOTE = 'Class default: the kernels of this chip were not measured.';

/** Share of the peak a large GEMM reaches; shorter formats reach less of theirs. */
const COMPUTE_EFFICIENCY: Record<ComputeFormat, number> = { bf16: 0.75, fp8: 0.45, int8: 0.45, nvfp4: 0.4 };

interface ChipClassDefault {
  /** Seconds a kernel takes to start and drain. */
  gemmTauSeconds: number;
  attentionTauSeconds: number;
  memoryEfficiency: number;
}

const SERVER: ChipClassDefault = {
  gemmTauSeconds: 5e-6,
  attentionTauSeconds: 12.5e-6,
  memoryEfficiency: 0.8,
};

const EDGE: ChipClassDefault = {
  gemmTauSeconds: 10e-6,
  attentionTauSeconds: 12.5e-6,
  memoryEfficiency: 0.75,
};

export function defaultGemm(format: ComputeFormat, edge = false): Known<GemmFit> {
  const { gemmTauSeconds, memoryEfficiency } = edge ? EDGE : SERVER;
  const computeEfficiency = COMPUTE_EFFICIENCY[format];
  return assumed({ tauSeconds: gemmTauSeconds, computeEfficiency, memoryEfficiency }, DEFAULT_NOTE);
}

/** Share of the one-way link rate that an all-reduce reaches: 51 and 58 % on A100 and H100. */
const ALL_REDUCE_SHARE = 0.55;

/** B200 reaches only 24 %; its successor must not look four times better for want of a measurement. */
const ALL_REDUCE_SHARE_OF: Record<string, number> = { 'r200-vr-nvl72': 0.24 };

/** Between 13 µs on H100 and 22 µs on B200. */
const ALL_TO_ALL_SECONDS = 20e-6;

export function defaultTiming(
  chip: { id: string; class: ChipClass },
  formats: ComputeFormat[],
  linkRate: Known<BytesPerSecond>,
): SourcedGpuTiming {
  const edge = chip.class === 'edge';
  const { attentionTauSeconds, memoryEfficiency } = edge ? EDGE : SERVER;
  const share = ALL_REDUCE_SHARE_OF[chip.id] ?? ALL_REDUCE_SHARE;
  return {
    gemm: Object.fromEntries(formats.map((format) => [format, defaultGemm(format, edge)])),
    decodeAttention: assumed({ tauSeconds: attentionTauSeconds, memoryEfficiency }, DEFAULT_NOTE),
    prefillAttention: assumed({ tauSeconds: 15e-6, efficiency: 0.6, halfTokens: 1100 }, DEFAULT_NOTE),
    allReduce: assumed(
      { baseSeconds: 5e-6, perDoublingSeconds: 0.5e-6, bytesPerSecond: share * linkRate.value },
      `Class default: ${Math.round(share * 100)} % of the one-way link rate. ${linkRate.note ?? ''}`.trim(),
      linkRate.source,
    ),
    allToAll: assumed(
      { latencySeconds: ALL_TO_ALL_SECONDS, bytesPerSecond: share * linkRate.value },
      'Class default: the latency lies among the measured ones, the rate is that of an all-reduce.',
      linkRate.source,
    ),
    moe: assumed({ tauSeconds: 20e-6, computeEfficiency: 0.4, memoryEfficiency: 0.9 }, DEFAULT_NOTE),
    aux: assumed(AUX, DEFAULT_NOTE),
    inEngine: OTHER_IN_ENGINE,
  };
}

import type { Bytes, Flop, Seconds, Tokens } from '../../units/units';
import type { ChipInput, GpuTiming, KvFormat, ModelShape } from '../input';
import { peakFlops } from '../model/formats';
import { attentionFlopsPerPair } from '../model/flops';
import { kvBytesPerTokenLayer, kvShards, layerSplit } from '../model/kv-bytes';

/** Decode attention reaches at most this share of the bf16 peak, model.md §2.2. */
const DECODE_COMPUTE_EFFICIENCY = 0.6;

/**
 * Attention of the layers of one class (full or windowed) on one rank. Decode is exactly affine in the visible
 * tokens, because its FLOPs and its bytes both are proportional to them; exact event skipping rests on that.
 * With several queries per sequence the keys are read once for all of them.
 */
export interface AttentionTerms {
  layers: number;
  window: Tokens;
  decodeLatency: Seconds;
  /** Of all layers of the class, per visible token. */
  decodePerToken: Seconds;
  decodeFlopPerToken: Flop;
  /** `drawSeconds` of all layers of the class, per visible token. */
  decodeDrawPerToken: Seconds;
  bytesPerToken: Bytes;
  /** Of one layer: bandwidth and compute terms of one decode token, to tell which binds. */
  decodeComputePerToken: Seconds;
  decodeBytesPerToken: Seconds;
  prefillLatency: Seconds;
  /** Of one layer: FLOPs per (query, key) pair; seconds per pair were the efficiency 1 at length infinity. */
  prefillFlopPerPair: Flop;
  prefillSecondsPerPair: Seconds;
  halfTokens: Tokens;
  /** Of one layer: seconds to read one cached token. */
  readPerToken: Seconds;
}

export function attentionTerms(
  s: ModelShape,
  chip: ChipInput,
  timing: GpuTiming,
  tensorParallel: number,
  format: KvFormat,
  queries = 1,
): { global: AttentionTerms | null; local: AttentionTerms | null } {
  const peak = peakFlops(chip, 'bf16');
  const kv = kvBytesPerTokenLayer(s, format) / kvShards(s, tensorParallel);
  const decodeFlop = (queries * attentionFlopsPerPair(s, 'decode')) / tensorParallel;
  const prefillFlop = attentionFlopsPerPair(s, 'prefill') / tensorParallel;
  const compute = decodeFlop / (DECODE_COMPUTE_EFFICIENCY * peak);
  const bytes = kv / (timing.decodeAttention.memoryEfficiency * chip.memory.bytesPerSecond);
  const terms = (layers: number, window: Tokens): AttentionTerms | null =>
    layers > 0
      ? {
          layers,
          window,
          decodeLatency: layers * timing.decodeAttention.tauSeconds,
          decodePerToken: layers * Math.sqrt(compute * compute + bytes * bytes),
          decodeFlopPerToken: layers * decodeFlop,
          decodeDrawPerToken: layers * (chip.power.memory * bytes + chip.power.compute * compute),
          bytesPerToken: layers * kv,
          decodeComputePerToken: compute,
          decodeBytesPerToken: bytes,
          prefillLatency: layers * timing.prefillAttention.tauSeconds,
          prefillFlopPerPair: prefillFlop,
          prefillSecondsPerPair: prefillFlop / (timing.prefillAttention.efficiency * peak),
          halfTokens: timing.prefillAttention.halfTokens,
          readPerToken: bytes,
        }
      : null;
  const split = layerSplit(s);
  return {
    global: terms(split.globalLayers, Infinity),
    local: terms(split.localLayers, split.window),
  };
}

/** Compute seconds of `pairs` at key length `length`: short prompts fill the matrix units less. */
export function prefillComputeSeconds(terms: AttentionTerms, pairs: number, length: Tokens): Seconds {
  return (pairs * terms.prefillSecondsPerPair * (length + terms.halfTokens)) / length;
}

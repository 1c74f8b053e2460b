import type { Bytes, Flop, Seconds, Tokens } from '../../units/units';
import type { ChipInput, KvFormat, ModelShape, PowerFit, SoftwareProfile, WeightFormat } from '../input';
import { mixtureLayers } from '../model/parameters';
import { allReduceLatency, allReducePerByte, LARGE_MESSAGE, largeMessageFactor } from './all-reduce';
import type { GemmTerms } from './gemm';
import type { AttentionTerms } from './gpu-attention';
import { attentionTerms } from './gpu-attention';
import { ExpertTerms } from './gpu-experts';
import type { GemmOperator } from './gpu-gemms';
import { headGemm, layerGemms } from './gpu-gemms';
import type { GpuChip } from './in-engine';

export interface GpuCostInput {
  shape: ModelShape;
  /** Of kind `gpu`. */
  chip: ChipInput;
  tensorParallel: number;
  weightFormat: WeightFormat;
  kvFormat: KvFormat;
  software: SoftwareProfile;
  /**
   * Ranks that attend to their own sequences, each with the whole attention, and share the routed experts; the step
   * is that of one rank while the others do the same. Absent: one.
   */
  dataParallel?: number;
  /** Ranks over which routed experts are spread whole, each cut over what ranks are left; absent: all are cut. */
  expertParallel?: number;
  /** What the ranks send each other for the experts is counted elsewhere. */
  exchangeApart?: boolean;
  /** Tokens that every decoding sequence computes in a step; absent: one. */
  queries?: number;
}

/**
 * Everything about a step that does not depend on its batch, per rank and over all layers. One is made for every point of a
 * curve, so its fields are written out where it is made: spreading other objects into its middle makes that four times slower.
 */
export interface GpuTerms {
  gemms: GemmOperator[];
  head: GemmTerms;
  global: AttentionTerms | null;
  local: AttentionTerms | null;
  experts: ExpertTerms | null;
  /** Collectives and small kernels: latency + tokens · per token. */
  commLatency: Seconds;
  commPerToken: Seconds;
  /** Steps of so many tokens send large messages, whose bytes take so many times as long. */
  largeTokens: Tokens;
  largeFactor: number;
  auxLatency: Seconds;
  auxPerToken: Seconds;
  auxBytesPerToken: Bytes;
  /** The least time of a step, and of one with prompt chunks. */
  hostSeconds: Seconds;
  promptHostSeconds: Seconds;
  /** Steps with prompt chunks and no more tokens take the former. */
  graphTokens: Tokens;
  software: SoftwareProfile;
  power: PowerFit;
  queries: number;
}

/** Bytes of an activation on its way between ranks and through small kernels. */
const ACTIVATION_BYTES = 2;

/** Folds shape, chip, layout and formats into coefficients, model.md §2.2–2.4. `chip`: as the engine's kernels meet it. */
export function gpuTerms(input: GpuCostInput, chip: GpuChip): GpuTerms {
  const { shape, tensorParallel, weightFormat, software } = input;
  const timing = chip.gpu;
  const { layers, moe, width } = shape;
  const gemms = layerGemms(shape, chip, tensorParallel, weightFormat);
  const head = headGemm(shape, chip, tensorParallel, weightFormat).terms;
  const attention = attentionTerms(shape, chip, timing, tensorParallel, input.kvFormat, input.queries);
  const sources = input.dataParallel ?? 1;
  const experts =
    moe === null
      ? null
      : new ExpertTerms(
          shape,
          moe,
          chip,
          timing.moe,
          tensorParallel * sources,
          weightFormat,
          sources,
          input.expertParallel,
          input.exchangeApart,
        );

  const ffnColumns = moe === null ? shape.ffnWidth : moe.expertsPerToken * moe.expertWidth;
  const auxBytesPerToken = layers * ACTIVATION_BYTES * (8 * width + (3 * ffnColumns) / tensorParallel);
  const latent = shape.mla === null ? 0 : (timing.latentSeconds ?? 0);
  const qkNorm = shape.qkNorm ? (timing.qkNormSeconds ?? 0) : 0;
  const perLayer = shape.qkNormAcrossHeads === true ? 3 : 2;
  const perByte = allReducePerByte(timing.allReduce, tensorParallel);

  const mixtures = experts?.layers ?? 0;
  // Tokens of all ranks are gathered before the experts and their sums scattered after: one all-reduce of them all.
  const together = input.exchangeApart === true ? 1 : sources;
  const gathered = mixtures * ACTIVATION_BYTES * width * together;
  const hostSeconds = software.hostLayerSeconds * layers;
  return {
    gemms,
    head,
    global: attention.global,
    local: attention.local,
    experts,
    commLatency:
      perLayer * layers * allReduceLatency(timing.allReduce, tensorParallel) +
      mixtures * allReduceLatency(timing.allReduce, together),
    commPerToken:
      2 * layers * ACTIVATION_BYTES * width * perByte +
      gathered * allReducePerByte(timing.allReduce, together),
    largeTokens: LARGE_MESSAGE / (ACTIVATION_BYTES * width),
    largeFactor: largeMessageFactor(timing.allReduce),
    auxLatency: layers * (timing.aux.kernelsPerLayer * timing.aux.tauSeconds + latent + qkNorm),
    auxPerToken: auxBytesPerToken / (timing.aux.memoryEfficiency * chip.memory.bytesPerSecond),
    auxBytesPerToken,
    hostSeconds,
    promptHostSeconds: Math.max(hostSeconds, promptLaunchSeconds(input)),
    graphTokens: software.promptLaunch?.graphTokens ?? 0,
    software,
    power: chip.power,
    queries: input.queries ?? 1,
  };
}

/** Coefficients of a step's work over products, experts and small kernels, so that it is one line. */
export interface WorkSums {
  flopPerToken: Flop;
  drawFixed: Seconds;
  drawPerToken: Seconds;
  bytesFixed: Bytes;
  bytesPerToken: Bytes;
}

export function workSums({ gemms, head, experts, auxPerToken, auxBytesPerToken, power }: GpuTerms): WorkSums {
  const mixtures = experts?.layers ?? 0;
  const sums: WorkSums = {
    flopPerToken: mixtures * (experts?.flopPerToken ?? 0),
    drawFixed: head.drawFixed,
    drawPerToken: power.memory * auxPerToken + mixtures * (experts?.drawPerToken ?? 0),
    bytesFixed: head.trafficFixed,
    bytesPerToken: auxBytesPerToken + mixtures * (experts?.bytesPerToken ?? 0),
  };
  for (const { count, terms } of gemms) {
    sums.flopPerToken += count * terms.flopPerToken;
    sums.drawFixed += count * terms.drawFixed;
    sums.drawPerToken += count * terms.drawPerToken;
    sums.bytesFixed += count * terms.trafficFixed;
    sums.bytesPerToken += count * terms.trafficPerToken;
  }
  return sums;
}

/** The least time of a step. */
export function hostSecondsOf(terms: GpuTerms, tokens: Tokens, chunks: number): Seconds {
  return chunks > 0 && tokens > terms.graphTokens ? terms.promptHostSeconds : terms.hostSeconds;
}

/** All-reduces of a step beyond their latency. */
export function commSeconds(terms: GpuTerms, tokens: Tokens): Seconds {
  const { commPerToken, largeTokens, largeFactor } = terms;
  return tokens * commPerToken * (tokens < largeTokens ? 1 : largeFactor);
}

/** Time in which a host launches the kernels of a step with prompt chunks one by one. */
function promptLaunchSeconds({ shape, software }: GpuCostInput): Seconds {
  const launch = software.promptLaunch;
  if (launch === undefined) return 0;
  const attention = launch.layerSeconds + (shape.mla === null ? 0 : launch.latentLayerSeconds);
  return shape.layers * attention + mixtureLayers(shape) * launch.expertLayerSeconds;
}

import type { Bytes, Flop, Seconds, Tokens } from '../../units/units';
import type { ChipInput, KvFormat, ModelShape, SramTiming, WeightFormat } from '../input';
import { attentionFlopsPerPair, attentionPairs } from '../model/flops';
import { computeFormat, peakFlops, weightBytesPerElement, weightGroups } from '../model/formats';
import { kvBytesPerTokenLayer, layerSplit } from '../model/kv-bytes';
import { parameterGroups } from '../model/parameters';
import { cachedDecode } from './cached-decode';
import { plus, times } from './evaluate';
import { coverageOf, type ExpertCoverage } from './expert-coverage';
import { busiestShare, ffnSubKernels, routedExperts, subKernelsPerLayer } from './sram-routing';
import type { BoundBy, DecodeCost, StepCost, StepPart, StepShape, StepWork } from './step-cost';
import { decodeShape } from './step-shapes';

export interface SramCostInput {
  shape: ModelShape;
  /** Of kind `sram`. */
  chip: ChipInput;
  chips: number;
  weightFormat: WeightFormat;
  kvFormat: KvFormat;
  /** Tokens that every decoding sequence computes in a step; absent: one. */
  queries?: number;
  /** Attention, projections and head run elsewhere; what is left is one exchange a layer and no hops. */
  ffnOnly?: boolean;
}

/** How a machine of `chips` is cut into pipeline stages. */
export interface SramStages {
  /** Chips that work on one layer together; on a wafer the layer's share of all wafers. */
  chipsPerLayer: number;
  /** Chips of one stage, busy while a micro-batch is in it. */
  chipsPerStage: number;
  /** Real-valued; whole stages run as lanes. */
  stages: number;
  /** Prompt chunks under way at once: one per stage, on a wafer one per layer, whose cores are its own. */
  chunksInFlight: number;
}

export function sramStages(sram: SramTiming, chips: number, layers: number): SramStages {
  if (sram.wafer)
    return { chipsPerLayer: chips / layers, chipsPerStage: 1, stages: chips, chunksInFlight: layers };
  const group = Math.min(sram.groupChips, chips);
  const stages = chips / group;
  return { chipsPerLayer: group, chipsPerStage: group, stages, chunksInFlight: stages };
}

/**
 * Token time of a micro-batch on a pipeline of SRAM dataflow chips, model.md §2.5: per layer the larger of memory
 * and compute time, two exchanges inside the group and a fitted residual; then the hops between stages and the
 * head. `batch` is the micro-batch of one lane and the token sums are over that micro-batch; work is per chip of
 * the stage it is in. The residual was fitted on tokens per second seen by users, so it contains the machine's
 * software and no software profile is added. Throws when the chip is not of kind `sram`.
 *
 * A prompt chunk of n tokens is a micro-batch of n tokens that reads its cache once. No published measurement
 * backs this half: low confidence.
 */
export function makeSramCost(input: SramCostInput): StepCost {
  if (input.chip.sram === null) throw new TypeError('makeSramCost needs a chip of kind sram');
  return new SramCost(input, input.chip.sram);
}

/** Fields of a step before the maximum is taken; scratch, reused. */
class Terms {
  memory: Seconds = 0;
  compute: Seconds = 0;
  /** Exchanges, hops, routing of experts' tokens. */
  link: Seconds = 0;
  residual: Seconds = 0;
  head: Seconds = 0;
  flop: Flop = 0;
  bytes: Bytes = 0;
  headFlop: Flop = 0;
  headBytes: Bytes = 0;
}

class SramCost implements StepCost {
  private readonly layers: number;
  private readonly chipsPerStage: number;
  /** Bytes/s and FLOP/s of the chips that work on one layer, after efficiency. */
  private readonly layerBandwidth: number;
  private readonly layerFlops: number;
  private readonly drawPerByte: number;
  private readonly drawPerFlop: number;

  /** Per layer, averaged over kinds of layers: weights always read, experts, FLOPs of one token. */
  private readonly weightBytesFixed: Bytes;
  private readonly bytesPerExpertHit: Bytes;
  private readonly flopPerToken: Flop;
  private readonly experts: ExpertCoverage | null;
  /** Chips over which a layer's experts lie whole; 0: they are cut over all chips of the layer. */
  private readonly spread: number;
  private readonly expertFlopPerToken: Flop;

  /** Of the whole model, per visible token of full and of windowed layers. */
  private readonly globalKvBytes: Bytes;
  private readonly localKvBytes: Bytes;
  private readonly globalFlop: Flop;
  private readonly localFlop: Flop;
  private readonly prefillFlopRatio: number;
  private readonly window: Tokens;
  private readonly queries: number;

  private readonly linkFixed: Seconds;
  private readonly linkPerToken: Seconds;
  private readonly residual: Seconds;
  private readonly headSeconds: Seconds;
  private readonly headBytes: Bytes;
  private readonly headFlop: Flop;

  readonly decode = cachedDecode((batch) => this.decodeCost(batch));
  private readonly terms = new Terms();

  constructor(input: SramCostInput, sram: SramTiming) {
    const { shape, chip } = input;
    const formats = weightGroups(input.weightFormat);
    const { queries = 1, ffnOnly = false } = input;
    const whole = parameterGroups(shape);
    const g = ffnOnly ? { ...whole, attention: 0, head: 0 } : whole;
    const moe = shape.moe;
    const stages = sramStages(sram, input.chips, shape.layers);
    this.layers = shape.layers;
    this.chipsPerStage = stages.chipsPerStage;
    // Experts and matrices may differ in format; the attention matrices' format sets the rate.
    const flops = peakFlops(chip, computeFormat(chip, formats.attention)) * sram.computeEfficiency;
    const bandwidth = chip.memory.bytesPerSecond * sram.memoryEfficiency;
    this.layerBandwidth = stages.chipsPerLayer * bandwidth;
    this.layerFlops = stages.chipsPerLayer * flops;
    this.drawPerByte = chip.power.memory / bandwidth;
    this.drawPerFlop = chip.power.compute / flops;

    const moeShare = g.moeLayers / shape.layers;
    const ffnBytes = weightBytesPerElement(formats.ffn);
    const fixedFfn = (g.denseLayers / shape.layers) * g.ffn + moeShare * g.shared;
    this.weightBytesFixed = g.attention * weightBytesPerElement(formats.attention) + fixedFfn * ffnBytes;
    this.bytesPerExpertHit = moeShare * g.expert * weightBytesPerElement(formats.expert);
    this.flopPerToken = 2 * (g.attention + fixedFfn + moeShare * (moe?.expertsPerToken ?? 0) * g.expert);
    this.experts = moe === null ? null : coverageOf(moe.experts, moe.expertsPerToken, moe.skew ?? 0);
    this.expertFlopPerToken = 2 * moeShare * (moe?.expertsPerToken ?? 0) * g.expert;
    const routed = moe !== null && sram.fittedSubKernels !== undefined && !sram.wafer;
    const expertBytes = (moe?.experts ?? 0) * g.expert * weightBytesPerElement(formats.expert);
    const routing = routed ? routedExperts(shape, sram, chip.memory.bytes, expertBytes) : null;
    this.spread = routing?.spread ?? 0;

    const split = layerSplit(shape);
    const kv = ffnOnly ? 0 : kvBytesPerTokenLayer(shape, input.kvFormat);
    const pair = ffnOnly ? 0 : attentionFlopsPerPair(shape, 'decode');
    this.queries = queries;
    this.globalKvBytes = split.globalLayers * kv;
    this.localKvBytes = split.localLayers * kv;
    this.globalFlop = split.globalLayers * pair;
    this.localFlop = split.localLayers * pair;
    this.prefillFlopRatio = ffnOnly ? 0 : attentionFlopsPerPair(shape, 'prefill') / pair;
    this.window = split.window;

    const activation = 2 * shape.width;
    const group = stages.chipsPerStage;
    const exchanges = sram.wafer ? 0 : (ffnOnly ? 1 : 2) * shape.layers;
    const hops = ffnOnly ? 0 : Math.max(0, stages.stages - 1);
    this.linkFixed = (exchanges + hops) * sram.hopSeconds + shape.layers * (routing?.slotSeconds ?? 0);
    this.linkPerToken = (activation * ((exchanges * (group - 1)) / group + hops)) / sram.linkBytesPerSecond;
    const fitted = sram.layerBaseSeconds + (sram.layerPerWidthSeconds * shape.width) / 4096;
    const subKernels =
      sram.fittedSubKernels === undefined ? 1 : subKernelsPerLayer(shape) / sram.fittedSubKernels;
    const share = ffnOnly ? ffnSubKernels(shape) / subKernelsPerLayer(shape) : 1;
    this.residual = shape.layers * fitted * subKernels * share;
    this.headBytes = g.head * weightBytesPerElement(formats.head);
    this.headSeconds = this.headBytes / this.layerBandwidth;
    this.headFlop = 2 * g.head;
  }

  step(shape: StepShape, out: StepWork): void {
    const t = this.evaluate(shape);
    const perChip = 1 / this.chipsPerStage;
    out.seconds = Math.max(t.memory, t.compute) + t.link + t.residual + t.head;
    out.busySeconds = out.seconds;
    out.flop = (t.flop + t.headFlop) * perChip;
    out.bytes = (t.bytes + t.headBytes) * perChip;
    out.drawSeconds = this.drawPerByte * out.bytes + this.drawPerFlop * out.flop;
  }

  explain(shape: StepShape): StepPart[] {
    const t = this.evaluate(shape);
    const perChip = 1 / this.chipsPerStage;
    const parts: StepPart[] = [];
    const add = (name: string, seconds: Seconds, flop: Flop, bytes: Bytes, boundBy: BoundBy) => {
      if (seconds > 0) parts.push({ name, seconds, flop: flop * perChip, bytes: bytes * perChip, boundBy });
    };
    const bound = t.compute > t.memory ? 'compute' : 'bytes';
    add('layers', Math.max(t.memory, t.compute), t.flop, t.bytes, bound);
    add('exchange', t.link, 0, 0, 'link');
    add('residual', t.residual, 0, 0, 'latency');
    add('head', t.head, t.headFlop, t.headBytes, 'bytes');
    return parts;
  }

  private evaluate(shape: StepShape): Terms {
    const { batch, chunks, chunkNew, chunkCached } = shape;
    const t = this.terms;
    let tokens = batch * this.queries;
    let globalRead = shape.globalTokens;
    let localRead = shape.localTokens;
    let globalPairs = 0;
    let localPairs = 0;
    for (let i = 0; i < chunks; i++) {
      const fresh = chunkNew[i] as number;
      const cached = chunkCached[i] as number;
      tokens += fresh;
      globalRead += fresh + cached;
      localRead += Math.min(fresh + cached, this.window);
      globalPairs += attentionPairs(fresh, cached, Infinity);
      localPairs += attentionPairs(fresh, cached, this.window);
    }
    const sampled = batch * this.queries + shape.finishing;
    const running = tokens > 0 ? 1 : 0;
    const attention =
      this.globalFlop * (this.queries * shape.globalTokens + this.prefillFlopRatio * globalPairs) +
      this.localFlop * (this.queries * shape.localTokens + this.prefillFlopRatio * localPairs);
    const hit = this.experts?.hit(tokens) ?? 0;
    t.flop = this.layers * this.flopPerToken * tokens + attention;
    t.bytes =
      running * this.layers * (this.weightBytesFixed + hit * this.bytesPerExpertHit) +
      this.globalKvBytes * globalRead +
      this.localKvBytes * localRead;
    // Whole experts fall on few chips; the others of the group wait for the busiest.
    const wait = this.spread > 0 ? busiestShare(hit, this.spread) - 1 : 0;
    const waitBytes = running * this.layers * wait * hit * this.bytesPerExpertHit;
    const waitFlop = this.layers * wait * this.expertFlopPerToken * tokens;
    t.memory = (t.bytes + waitBytes) / this.layerBandwidth;
    t.compute = (t.flop + waitFlop) / this.layerFlops;
    t.link = running * this.linkFixed + tokens * this.linkPerToken;
    t.residual = running * this.residual;
    t.head = sampled > 0 ? this.headSeconds : 0;
    t.headBytes = sampled > 0 ? this.headBytes : 0;
    t.headFlop = sampled * this.headFlop;
    return t;
  }

  private decodeCost(batch: number): DecodeCost {
    const t = this.evaluate(decodeShape(batch, 0, Infinity));
    const common = t.link + t.residual + t.head;
    const perChip = 1 / this.chipsPerStage;
    const flop = {
      base: (t.flop + t.headFlop) * perChip,
      perGlobalToken: this.queries * this.globalFlop * perChip,
      perLocalToken: this.queries * this.localFlop * perChip,
    };
    const bytes = {
      base: (t.bytes + t.headBytes) * perChip,
      perGlobalToken: this.globalKvBytes * perChip,
      perLocalToken: this.localKvBytes * perChip,
    };
    return {
      branches: [
        {
          base: t.memory + common,
          perGlobalToken: this.globalKvBytes / this.layerBandwidth,
          perLocalToken: this.localKvBytes / this.layerBandwidth,
        },
        {
          base: t.compute + common,
          perGlobalToken: (this.queries * this.globalFlop) / this.layerFlops,
          perLocalToken: (this.queries * this.localFlop) / this.layerFlops,
        },
      ],
      flop,
      drawSeconds: plus(times(bytes, this.drawPerByte), times(flop, this.drawPerFlop)),
      bytes,
    };
  }
}

import type { Seconds } from '../../units/units';
import type { ChipInput, GpuTiming, KvFormat, ModelShape, SoftwareProfile, WeightFormat } from '../input';
import { attentionPairs } from '../model/flops';
import { computeFormat, peakFlops, weightBytesPerElement, weightGroups } from '../model/formats';
import { parameterGroups } from '../model/parameters';
import { allReduceLatency, allReducePerByte } from './all-reduce';
import { largestTerm } from './bound-by';
import { ExpertCoverage } from './expert-coverage';
import type { GemmTerms } from './gemm';
import type { AttentionTerms } from './gpu-attention';
import { attentionTerms, prefillComputeSeconds } from './gpu-attention';
import type { GemmOperator } from './gpu-gemms';
import { headGemm, layerGemms } from './gpu-gemms';
import { chipInEngine } from './in-engine';
import type { Affine, DecodeCost, StepCost, StepPart, StepShape, StepWork } from './step-cost';

export interface GpuCostInput {
  shape: ModelShape;
  /** Of kind `gpu`. */
  chip: ChipInput;
  tensorParallel: number;
  weightFormat: WeightFormat;
  kvFormat: KvFormat;
  software: SoftwareProfile;
}

/** Seconds, FLOPs and bytes of one part while `explain` adds it up. */
class Tally {
  seconds = 0;
  flop = 0;
  bytes = 0;
  compute = 0;
  traffic = 0;
  latency = 0;
}

type PartName = GemmOperator['part'] | 'attDec' | 'attPre' | 'moe' | 'comm' | 'aux';

const PART_ORDER: readonly PartName[] = [
  'qkv',
  'attDec',
  'attPre',
  'o',
  'ffn',
  'moe',
  'router',
  'comm',
  'aux',
  'head',
];

/** Columns of a product in the packed table that `step` walks. */
const GEMM_COLUMNS = 5;

/**
 * Step time of a tensor-parallel group of GPU-class chips, model.md §2.1–2.4. Everything that does not depend on
 * the batch is folded into coefficients at construction; `step` allocates nothing and costs a few square roots.
 * All work is per chip. Throws when the chip is not of kind `gpu`.
 */
export function makeGpuCost(input: GpuCostInput): StepCost {
  if (input.chip.gpu === null) throw new TypeError('makeGpuCost needs a chip of kind gpu');
  const chip = chipInEngine(input.chip, input.software, input.weightFormat);
  return new GpuCost({ ...input, chip }, chip.gpu);
}

class GpuCost implements StepCost {
  private readonly gemms: GemmOperator[];
  private readonly head: GemmTerms;
  /** Per product: layers, latency, compute per token, bytes fixed, bytes per token; in seconds. */
  private readonly table: Float64Array;
  private readonly global: AttentionTerms | null;
  private readonly local: AttentionTerms | null;
  private readonly attentionPeak: number;

  // Routed experts, all layers together except for the two terms under the root.
  private readonly moeLayers: number;
  private readonly coverage: ExpertCoverage | null;
  private readonly moeLatency: Seconds;
  private readonly moeComputePerToken: Seconds;
  private readonly moeComputePerExpert: Seconds;
  private readonly moeBytesPerExpert: number;
  private readonly moeBytesPerToken: number;
  /** 1: the rows' traffic is part of the term under the root, as in the plain model; 0: it is added. */
  private readonly moeRowsUnderRoot: number;
  private readonly moeRowSecondsPerToken: Seconds;
  private readonly moeSecondsPerByte: number;
  private readonly moeFlopPerToken: number;
  private readonly moePeakPerToken: number;

  // Collectives and small kernels of all layers: latency + T · per token.
  private readonly commLatency: Seconds;
  private readonly commPerToken: Seconds;
  private readonly auxLatency: Seconds;
  private readonly auxPerToken: Seconds;
  private readonly auxBytesPerToken: number;

  // Sums over the products and the small kernels, so that work is one line.
  private readonly flopPerToken: number;
  private readonly peakPerToken: number;
  private readonly trafficFixed: number;
  private readonly trafficPerToken: number;

  private readonly software: SoftwareProfile;
  private readonly hostSeconds: Seconds;
  /** The least time of a step with prompt chunks. */
  private readonly promptHostSeconds: Seconds;
  private readonly cache: (DecodeCost | undefined)[] = [];

  constructor(input: GpuCostInput, timing: GpuTiming) {
    const { shape, chip, tensorParallel } = input;
    const bandwidth = chip.memory.bytesPerSecond;
    this.gemms = layerGemms(shape, chip, tensorParallel, input.weightFormat);
    this.head = headGemm(shape, chip, tensorParallel, input.weightFormat).terms;
    this.table = packGemms(this.gemms);
    const attention = attentionTerms(shape, chip, timing, tensorParallel, input.kvFormat);
    this.global = attention.global;
    this.local = attention.local;
    this.attentionPeak = attention.peak;

    const groups = parameterGroups(shape);
    const moe = shape.moe;
    const expertFormat = weightGroups(input.weightFormat).expert;
    const expertPeak = peakFlops(chip, computeFormat(chip, expertFormat));
    const perToken = moe?.expertsPerToken ?? 0;
    const expertShare = (moe?.expertWidth ?? 0) / tensorParallel;
    this.moeLayers = moe === null ? 0 : groups.moeLayers;
    this.coverage =
      moe === null ? null : new ExpertCoverage(moe.experts, moe.expertsPerToken, timing.moe.routingSkew ?? 0);
    this.moeLatency = timing.moe.tauSeconds;
    this.moeFlopPerToken = 2 * perToken * 3 * shape.width * expertShare;
    this.moePeakPerToken = this.moeFlopPerToken / expertPeak;
    this.moeComputePerToken = this.moePeakPerToken / timing.moe.computeEfficiency;
    this.moeComputePerExpert =
      perToken > 0 ? ((timing.moe.paddedRows ?? 0) * this.moeComputePerToken) / perToken : 0;
    this.moeBytesPerExpert = 3 * shape.width * expertShare * weightBytesPerElement(expertFormat);
    const perElement = timing.moe.bytesPerRoutedElement;
    this.moeRowsUnderRoot = perElement === undefined ? 1 : 0;
    this.moeBytesPerToken =
      perElement === undefined
        ? 2 * perToken * (2 * shape.width + 3 * expertShare)
        : perToken * shape.width * perElement;
    this.moeRowSecondsPerToken = perElement === undefined ? 0 : this.moeBytesPerToken / bandwidth;
    this.moeSecondsPerByte = 1 / (timing.moe.memoryEfficiency * bandwidth);

    const activationBytes = 2 * shape.width;
    this.commLatency = 2 * shape.layers * allReduceLatency(timing.allReduce, tensorParallel);
    this.commPerToken =
      2 * shape.layers * activationBytes * allReducePerByte(timing.allReduce, tensorParallel);
    const ffnColumns = moe === null ? shape.ffnWidth : perToken * moe.expertWidth;
    this.auxBytesPerToken = shape.layers * 2 * (8 * shape.width + (3 * ffnColumns) / tensorParallel);
    const latent = shape.mla === null ? 0 : (timing.latentSeconds ?? 0);
    this.auxLatency = shape.layers * (timing.aux.kernelsPerLayer * timing.aux.tauSeconds + latent);
    this.auxPerToken = this.auxBytesPerToken / (timing.aux.memoryEfficiency * bandwidth);

    let flop = this.moeLayers * this.moeFlopPerToken;
    let peak = this.moeLayers * this.moePeakPerToken;
    let fixed = 0;
    let traffic = this.auxBytesPerToken + this.moeLayers * this.moeBytesPerToken;
    for (const { count, terms } of this.gemms) {
      flop += count * terms.flopPerToken;
      peak += count * terms.peakPerToken;
      fixed += count * terms.trafficFixed;
      traffic += count * terms.trafficPerToken;
    }
    this.flopPerToken = flop;
    this.peakPerToken = peak;
    this.trafficFixed = fixed + this.head.trafficFixed;
    this.trafficPerToken = traffic;
    this.software = input.software;
    this.hostSeconds = input.software.hostLayerSeconds * shape.layers;
    this.promptHostSeconds = Math.max(this.hostSeconds, promptHostSeconds(input, this.moeLayers));
  }

  decode(batch: number): DecodeCost {
    const integer = Math.floor(batch) === batch;
    const cached = integer ? this.cache[batch] : undefined;
    if (cached !== undefined) return cached;
    const cost = this.decodeCost(batch);
    if (integer) this.cache[batch] = cost;
    return cost;
  }

  step(shape: StepShape, out: StepWork): void {
    const { batch, globalTokens, localTokens, chunks, chunkNew, chunkCached } = shape;
    let tokens = batch;
    for (let i = 0; i < chunks; i++) tokens += chunkNew[i] as number;
    if (!(tokens > 0)) {
      out.seconds = out.flop = out.peakComputeSeconds = out.bytes = 0;
      return;
    }
    const sampled = Math.max(1, batch + shape.finishing);
    const hit = this.coverage?.hit(tokens) ?? 0;
    let seconds = this.denseSeconds(tokens, sampled, hit);
    let attentionFlop = 0;
    let attentionBytes = 0;
    for (let layerClass = 0; layerClass < 2; layerClass++) {
      const a = layerClass === 0 ? this.global : this.local;
      if (a === null) continue;
      if (batch > 0) {
        const visible = layerClass === 0 ? globalTokens : localTokens;
        seconds += a.decodeLatency + a.decodePerToken * visible;
        attentionFlop += a.decodeFlopPerToken * visible;
        attentionBytes += a.bytesPerToken * visible;
      }
      if (chunks === 0) continue;
      let prefill = 0;
      let pairs = 0;
      let read = 0;
      for (let i = 0; i < chunks; i++) {
        const fresh = chunkNew[i] as number;
        const cached = chunkCached[i] as number;
        const length = Math.min(fresh + cached, a.window);
        const chunkPairs = attentionPairs(fresh, cached, a.window);
        const compute = prefillComputeSeconds(a, chunkPairs, length);
        const bytes = length * a.readPerToken;
        prefill += Math.sqrt(compute * compute + bytes * bytes);
        pairs += chunkPairs;
        read += length;
      }
      seconds += a.prefillLatency + a.layers * prefill;
      attentionFlop += a.layers * pairs * a.prefillFlopPerPair;
      attentionBytes += a.bytesPerToken * read;
    }
    out.seconds =
      Math.max(seconds, chunks > 0 ? this.promptHostSeconds : this.hostSeconds) +
      this.software.stepSeconds +
      this.software.sequenceSeconds * (batch + chunks);
    out.flop = tokens * this.flopPerToken + sampled * this.head.flopPerToken + attentionFlop;
    out.peakComputeSeconds =
      tokens * this.peakPerToken + sampled * this.head.peakPerToken + attentionFlop / this.attentionPeak;
    out.bytes = this.fixedBytes(hit) + this.bytesOf(tokens, sampled) + attentionBytes;
  }

  explain(shape: StepShape): StepPart[] {
    const { batch, chunks, chunkNew, chunkCached } = shape;
    let tokens = batch;
    for (let i = 0; i < chunks; i++) tokens += chunkNew[i] as number;
    if (!(tokens > 0)) return [];
    const tallies = new Map<PartName, Tally>();
    const tally = (name: PartName): Tally => {
      let t = tallies.get(name);
      if (t === undefined) tallies.set(name, (t = new Tally()));
      return t;
    };
    const addGemm = (name: PartName, count: number, terms: GemmTerms, rows: number) => {
      const compute = rows * terms.computePerToken;
      const bytes = terms.bytesFixed + rows * terms.bytesPerToken;
      const t = tally(name);
      t.seconds += count * (terms.latency + Math.sqrt(compute * compute + bytes * bytes));
      t.flop += count * rows * terms.flopPerToken;
      t.bytes += count * (terms.trafficFixed + rows * terms.trafficPerToken);
      t.compute += count * compute;
      t.traffic += count * bytes;
      t.latency += count * terms.latency;
    };
    for (const { part, count, terms } of this.gemms) addGemm(part, count, terms, tokens);
    addGemm('head', 1, this.head, Math.max(1, batch + shape.finishing));
    this.explainMoe(tally, tokens);
    for (const a of [this.global, this.local]) {
      if (a === null) continue;
      if (batch > 0)
        explainDecode(tally('attDec'), a, a === this.global ? shape.globalTokens : shape.localTokens);
      for (let i = 0; i < chunks; i++)
        explainChunk(tally('attPre'), a, chunkNew[i] as number, chunkCached[i] as number, i === 0);
    }
    if (this.commLatency + this.commPerToken > 0) {
      const t = tally('comm');
      t.latency = this.commLatency;
      t.traffic = tokens * this.commPerToken;
      t.seconds = t.latency + t.traffic;
    }
    const aux = tally('aux');
    aux.latency = this.auxLatency;
    aux.traffic = tokens * this.auxPerToken;
    aux.bytes = tokens * this.auxBytesPerToken;
    aux.seconds = aux.latency + aux.traffic;
    return this.assemble(tallies, batch + chunks, chunks > 0 ? this.promptHostSeconds : this.hostSeconds);
  }

  private explainMoe(tally: (name: PartName) => Tally, tokens: number): void {
    if (this.coverage === null) return;
    const t = tally('moe');
    const hit = this.coverage.hit(tokens);
    const bytes = hit * this.moeBytesPerExpert + tokens * this.moeBytesPerToken;
    t.flop = this.moeLayers * tokens * this.moeFlopPerToken;
    t.bytes = this.moeLayers * bytes;
    t.seconds = this.moeLayers * this.moeSeconds(tokens, hit);
    t.compute = this.moeLayers * this.moeComputeSeconds(tokens, hit);
    t.traffic = this.moeLayers * bytes * this.moeSecondsPerByte;
    t.latency = this.moeLayers * this.moeLatency;
  }

  /** Parts in a fixed order, then software: what the host adds beyond the GPU's time. */
  private assemble(tallies: ReadonlyMap<PartName, Tally>, sequences: number, host: Seconds): StepPart[] {
    const parts: StepPart[] = [];
    let busy = 0;
    for (const name of PART_ORDER) {
      const t = tallies.get(name);
      if (t === undefined) continue;
      busy += t.seconds;
      const bound = largestTerm(t.compute, t.traffic, t.latency);
      parts.push({
        name,
        seconds: t.seconds,
        flop: t.flop,
        bytes: t.bytes,
        boundBy: name === 'comm' && bound === 'bytes' ? 'link' : bound,
      });
    }
    const software =
      Math.max(0, host - busy) + this.software.stepSeconds + this.software.sequenceSeconds * sequences;
    if (software > 0)
      parts.push({ name: 'software', seconds: software, flop: 0, bytes: 0, boundBy: 'software' });
    return parts;
  }

  /** GPU seconds of everything but attention. */
  private denseSeconds(tokens: number, sampled: number, hit: number): Seconds {
    const table = this.table;
    let seconds = this.commLatency + this.auxLatency + tokens * (this.commPerToken + this.auxPerToken);
    for (let i = 0; i < table.length; i += GEMM_COLUMNS) {
      const compute = tokens * (table[i + 2] as number);
      const bytes = (table[i + 3] as number) + tokens * (table[i + 4] as number);
      seconds +=
        (table[i] as number) * ((table[i + 1] as number) + Math.sqrt(compute * compute + bytes * bytes));
    }
    const compute = sampled * this.head.computePerToken;
    const bytes = this.head.bytesFixed + sampled * this.head.bytesPerToken;
    seconds += this.head.latency + Math.sqrt(compute * compute + bytes * bytes);
    return this.moeLayers > 0 ? seconds + this.moeLayers * this.moeSeconds(tokens, hit) : seconds;
  }

  /** One mixture layer: routed experts, reading the `hit` distinct ones. */
  private moeSeconds(tokens: number, hit: number): Seconds {
    const compute = this.moeComputeSeconds(tokens, hit);
    const rows = tokens * this.moeBytesPerToken * this.moeRowsUnderRoot;
    const bytes = (hit * this.moeBytesPerExpert + rows) * this.moeSecondsPerByte;
    const seconds = this.moeLatency + Math.sqrt(compute * compute + bytes * bytes);
    return seconds + tokens * this.moeRowSecondsPerToken;
  }

  private moeComputeSeconds(tokens: number, hit: number): Seconds {
    return tokens * this.moeComputePerToken + hit * this.moeComputePerExpert;
  }

  private fixedBytes(hit: number): number {
    return this.trafficFixed + this.moeLayers * hit * this.moeBytesPerExpert;
  }

  private bytesOf(tokens: number, sampled: number): number {
    return tokens * this.trafficPerToken + sampled * this.head.trafficPerToken;
  }

  private decodeCost(batch: number): DecodeCost {
    const sampled = Math.max(1, batch);
    const hit = this.coverage?.hit(batch) ?? 0;
    const { global, local, software } = this;
    const overhead = software.stepSeconds + software.sequenceSeconds * batch;
    const gpu: Affine = {
      base:
        this.denseSeconds(batch, sampled, hit) +
        (global?.decodeLatency ?? 0) +
        (local?.decodeLatency ?? 0) +
        overhead,
      perGlobalToken: global?.decodePerToken ?? 0,
      perLocalToken: local?.decodePerToken ?? 0,
    };
    const flop: Affine = {
      base: batch * this.flopPerToken + sampled * this.head.flopPerToken,
      perGlobalToken: global?.decodeFlopPerToken ?? 0,
      perLocalToken: local?.decodeFlopPerToken ?? 0,
    };
    const host: Affine = { base: this.hostSeconds + overhead, perGlobalToken: 0, perLocalToken: 0 };
    return {
      branches: this.hostSeconds > 0 ? [gpu, host] : [gpu],
      flop,
      peakComputeSeconds: {
        base: batch * this.peakPerToken + sampled * this.head.peakPerToken,
        perGlobalToken: flop.perGlobalToken / this.attentionPeak,
        perLocalToken: flop.perLocalToken / this.attentionPeak,
      },
      bytes: {
        base: this.fixedBytes(hit) + this.bytesOf(batch, sampled),
        perGlobalToken: global?.bytesPerToken ?? 0,
        perLocalToken: local?.bytesPerToken ?? 0,
      },
    };
  }
}

function promptHostSeconds({ shape, software }: GpuCostInput, moeLayers: number): Seconds {
  const launch = software.promptLaunch;
  if (launch === undefined) return 0;
  const attention = launch.layerSeconds + (shape.mla === null ? 0 : launch.latentLayerSeconds);
  return shape.layers * attention + moeLayers * launch.expertLayerSeconds;
}

function packGemms(gemms: readonly GemmOperator[]): Float64Array {
  const table = new Float64Array(gemms.length * GEMM_COLUMNS);
  gemms.forEach(({ count, terms }, i) => {
    const row = [count, terms.latency, terms.computePerToken, terms.bytesFixed, terms.bytesPerToken];
    table.set(row, i * GEMM_COLUMNS);
  });
  return table;
}

function explainDecode(t: Tally, a: AttentionTerms, visible: number): void {
  t.seconds += a.decodeLatency + a.decodePerToken * visible;
  t.flop += a.decodeFlopPerToken * visible;
  t.bytes += a.bytesPerToken * visible;
  t.compute += a.layers * a.decodeComputePerToken * visible;
  t.traffic += a.layers * a.decodeBytesPerToken * visible;
  t.latency += a.decodeLatency;
}

/** One launch serves all chunks of a step: its latency comes with the first. */
function explainChunk(t: Tally, a: AttentionTerms, fresh: number, cached: number, first: boolean): void {
  const length = Math.min(fresh + cached, a.window);
  const pairs = attentionPairs(fresh, cached, a.window);
  const compute = prefillComputeSeconds(a, pairs, length);
  const bytes = length * a.readPerToken;
  const latency = first ? a.prefillLatency : 0;
  t.seconds += latency + a.layers * Math.sqrt(compute * compute + bytes * bytes);
  t.flop += a.layers * pairs * a.prefillFlopPerPair;
  t.bytes += a.bytesPerToken * length;
  t.compute += a.layers * compute;
  t.traffic += a.layers * bytes;
  t.latency += latency;
}

import type { Seconds } from '../../units/units';
import { attentionPairs } from '../model/flops';
import { cachedDecode } from './cached-decode';
import type { AttentionTerms } from './gpu-attention';
import { prefillComputeSeconds } from './gpu-attention';
import { explainGpuStep } from './gpu-explain';
import type { GemmOperator } from './gpu-gemms';
import { gpuPart, type GpuPart } from './gpu-parts';
import type { GpuCostInput, GpuTerms, WorkSums } from './gpu-terms';
import { commSeconds, gpuTerms, hostSecondsOf, workSums } from './gpu-terms';
import { chipInEngine } from './in-engine';
import type { Affine, DecodeCost, StepCost, StepPart, StepShape, StepWork } from './step-cost';

/** Columns of a product in the packed table that `step` walks. */
const COLUMNS = 5;

/**
 * Step time of a tensor-parallel group of GPU-class chips, model.md §2.1–2.4. Everything that does not depend on
 * the batch is folded into coefficients at construction; `step` allocates nothing and costs a few square roots.
 * All work is per chip. `part` gives what runs on one machine when a layer is split over two. Throws when the chip
 * is not of kind `gpu`.
 */
export function makeGpuCost(input: GpuCostInput, part?: GpuPart): StepCost {
  if (input.chip.gpu === null) throw new TypeError('makeGpuCost needs a chip of kind gpu');
  const chip = chipInEngine(input.chip, input.software, input.weightFormat);
  const terms = gpuTerms(input, chip);
  return new GpuCost(part === undefined ? terms : gpuPart(terms, part, input));
}

class GpuCost implements StepCost {
  private readonly terms: GpuTerms;
  /** Per product: layers, latency, compute per token, bytes fixed, bytes per token; in seconds. */
  private readonly products: number[];
  private readonly work: WorkSums;
  readonly decode = cachedDecode((batch) => this.decodeCost(batch));

  constructor(terms: GpuTerms) {
    this.terms = terms;
    this.products = pack(terms.gemms);
    this.work = workSums(terms);
  }

  step(shape: StepShape, out: StepWork): void {
    const { batch, globalTokens, localTokens, chunks, chunkNew, chunkCached } = shape;
    const { terms } = this;
    const { power } = terms;
    const rows = batch * terms.queries;
    let tokens = rows;
    for (let i = 0; i < chunks; i++) tokens += chunkNew[i] as number;
    if (!(tokens > 0)) {
      out.seconds = out.busySeconds = out.flop = out.drawSeconds = out.bytes = 0;
      return;
    }
    const sampled = Math.max(1, rows + shape.finishing);
    const hit = terms.experts === null ? 0 : terms.experts.hit(tokens);
    let seconds = this.withoutAttention(tokens, sampled, hit);
    let attentionFlop = 0;
    let attentionDraw = 0;
    let attentionBytes = 0;
    for (let layerClass = 0; layerClass < 2; layerClass++) {
      const a = layerClass === 0 ? terms.global : terms.local;
      if (a === null) continue;
      if (batch > 0) {
        const visible = layerClass === 0 ? globalTokens : localTokens;
        seconds += a.decodeLatency + a.decodePerToken * visible;
        attentionFlop += a.decodeFlopPerToken * visible;
        attentionDraw += a.decodeDrawPerToken * visible;
        attentionBytes += a.bytesPerToken * visible;
      }
      if (chunks === 0) continue;
      let prefill = 0;
      let drawn = 0;
      let pairs = 0;
      let read = 0;
      let [root, draw, chunkPairs, length] = [0, 0, 0, 0];
      for (let i = 0; i < chunks; i++) {
        const fresh = chunkNew[i] as number;
        const cached = chunkCached[i] as number;
        // The closed form asks for many that are alike.
        if (i === 0 || fresh !== chunkNew[i - 1] || cached !== chunkCached[i - 1]) {
          length = Math.min(fresh + cached, a.window);
          chunkPairs = attentionPairs(fresh, cached, a.window);
          const compute = prefillComputeSeconds(a, chunkPairs, length);
          const bytes = length * a.readPerToken;
          root = Math.sqrt(compute * compute + bytes * bytes);
          draw = power.compute * compute + power.memory * bytes;
        }
        prefill += root;
        drawn += draw;
        pairs += chunkPairs;
        read += length;
      }
      seconds += a.prefillLatency + a.layers * prefill;
      attentionFlop += a.layers * pairs * a.prefillFlopPerPair;
      attentionDraw += a.layers * drawn;
      attentionBytes += a.bytesPerToken * read;
    }
    const { head, software } = terms;
    const host = hostSecondsOf(terms, tokens, chunks);
    out.seconds =
      Math.max(seconds, host) + software.stepSeconds + software.sequenceSeconds * (batch + chunks);
    out.busySeconds = out.seconds;
    out.flop = tokens * this.work.flopPerToken + sampled * head.flopPerToken + attentionFlop;
    out.drawSeconds = this.drawWithoutAttention(tokens, sampled, hit) + attentionDraw;
    out.bytes = this.bytesWithoutAttention(tokens, sampled, hit) + attentionBytes;
  }

  explain(shape: StepShape): StepPart[] {
    return explainGpuStep(this.terms, shape);
  }

  /** GPU seconds of everything but attention. */
  private withoutAttention(tokens: number, sampled: number, hit: number): Seconds {
    const { terms, products } = this;
    const { head, experts } = terms;
    let seconds =
      terms.commLatency + terms.auxLatency + commSeconds(terms, tokens) + tokens * terms.auxPerToken;
    for (let i = 0; i < products.length; i += COLUMNS) {
      const compute = tokens * (products[i + 2] as number);
      const bytes = (products[i + 3] as number) + tokens * (products[i + 4] as number);
      const root = Math.sqrt(compute * compute + bytes * bytes);
      seconds += (products[i] as number) * ((products[i + 1] as number) + root);
    }
    const compute = sampled * head.computePerToken;
    const bytes = head.bytesFixed + sampled * head.bytesPerToken;
    seconds += head.latency + Math.sqrt(compute * compute + bytes * bytes);
    return experts === null ? seconds : seconds + experts.layers * experts.seconds(tokens, hit);
  }

  private drawWithoutAttention(tokens: number, sampled: number, hit: number): Seconds {
    const { head, experts } = this.terms;
    const { drawFixed, drawPerToken } = this.work;
    const read = experts === null ? 0 : experts.layers * hit * experts.drawPerExpert;
    return drawFixed + read + tokens * drawPerToken + sampled * head.drawPerToken;
  }

  private bytesWithoutAttention(tokens: number, sampled: number, hit: number): number {
    const { head, experts } = this.terms;
    const { bytesFixed, bytesPerToken } = this.work;
    const weights =
      experts === null ? bytesFixed : bytesFixed + experts.layers * hit * experts.bytesPerExpert;
    return weights + tokens * bytesPerToken + sampled * head.trafficPerToken;
  }

  private decodeCost(batch: number): DecodeCost {
    const { terms } = this;
    const { global, local, software, head } = terms;
    const rows = batch * terms.queries;
    const sampled = Math.max(1, rows);
    const hit = terms.experts === null ? 0 : terms.experts.hit(rows);
    const overhead = software.stepSeconds + software.sequenceSeconds * batch;
    const launches = (global?.decodeLatency ?? 0) + (local?.decodeLatency ?? 0);
    const gpu = affine(
      this.withoutAttention(rows, sampled, hit) + launches + overhead,
      global,
      local,
      'decodePerToken',
    );
    const flop = affine(
      rows * this.work.flopPerToken + sampled * head.flopPerToken,
      global,
      local,
      'decodeFlopPerToken',
    );
    const host: Affine = { base: terms.hostSeconds + overhead, perGlobalToken: 0, perLocalToken: 0 };
    return {
      branches: terms.hostSeconds > 0 ? [gpu, host] : [gpu],
      flop,
      drawSeconds: affine(this.drawWithoutAttention(rows, sampled, hit), global, local, 'decodeDrawPerToken'),
      bytes: affine(this.bytesWithoutAttention(rows, sampled, hit), global, local, 'bytesPerToken'),
    };
  }
}

/** A base, and what a visible token adds in the layers of either class. */
function affine(
  base: number,
  global: AttentionTerms | null,
  local: AttentionTerms | null,
  field: 'decodePerToken' | 'decodeFlopPerToken' | 'decodeDrawPerToken' | 'bytesPerToken',
): Affine {
  return { base, perGlobalToken: global?.[field] ?? 0, perLocalToken: local?.[field] ?? 0 };
}

/** A plain list: a typed one takes longer to make than to fill, and a curve makes hundreds. */
function pack(gemms: readonly GemmOperator[]): number[] {
  const table: number[] = [];
  for (const { count, terms } of gemms)
    table.push(count, terms.latency, terms.computePerToken, terms.bytesFixed, terms.bytesPerToken);
  return table;
}

import type { Fraction, Seconds, Tokens } from '../../units/units';
import { cachedDecode } from './cached-decode';
import { flat, plus, times } from './evaluate';
import { sentSeconds, type ExpertExchange } from './exchange';
import {
  makeStepWork,
  type DecodeCost,
  type StepCost,
  type StepPart,
  type StepShape,
  type StepWork,
} from './step-cost';
import { tokensOf } from './step-shapes';

export interface ExpertRanksCostInput {
  /** All layers on one rank while the others do the same, without what they send each other. */
  layers: StepCost;
  exchange: ExpertExchange;
  /** Layers that have experts. */
  mixtures: number;
  overlap: Fraction;
  /** Tokens that every sequence computes in a step. */
  queries: number;
  /** Sequence by whose tokens it is judged whether to cut a batch. */
  visible: { global: Tokens; local: Tokens };
}

/** A step taken apart: seconds of one micro-batch, over all layers. */
export interface ExpertRanksStep {
  microBatches: number;
  sequences: number;
  compute: StepPart[];
  exchange: Seconds;
  tokens: Tokens;
}

/** Two halves of a batch take turns: one computes while the other's tokens are under way. */
const HALVES = 2;

/**
 * The layers of a step with attention on every rank for its own sequences and the routed experts spread over all ranks,
 * model.md §2.3: m·(max(comp, comm) + (1 − ω)·min(comp, comm)), both of one micro-batch. A batch is cut in two where that
 * is faster; uncut, nothing overlaps. Two branches, so that steps can be jumped over: comp + (1 − ω)·comm and the
 * reverse.
 */
export class ExpertRanksCost implements StepCost {
  readonly input: ExpertRanksCostInput;
  readonly decode = cachedDecode((batch) => this.cutInto(this.microBatchesOf(batch), batch));
  /** By whole numbers of sequences, once asked for. */
  private readonly best: (number | undefined)[] = [];
  /** What the layers of a whole batch, and of a half, took when they were last asked for. */
  private readonly whole = makeStepWork();
  private readonly half = makeStepWork();
  private readonly fresh: number[] = [];
  private readonly cached: number[] = [];
  private readonly part = {
    batch: 0,
    globalTokens: 0,
    localTokens: 0,
    chunks: 0,
    chunkNew: this.fresh,
    chunkCached: this.cached,
    finishing: 0,
  };

  constructor(input: ExpertRanksCostInput) {
    this.input = input;
  }

  step(shape: StepShape, out: StepWork): void {
    // Which way is faster is judged by the times themselves where there are prompts, so both are at hand.
    let m = shape.chunks === 0 ? this.microBatchesOf(shape.batch) : 1;
    out.seconds = this.seconds(m, shape);
    if (shape.chunks > 0 && this.input.overlap > 0) {
      const halves = this.seconds(HALVES, shape);
      if (halves < out.seconds) {
        m = HALVES;
        out.seconds = halves;
      }
    }
    const work = this.workOf(m);
    out.busySeconds = out.seconds;
    out.flop = m * work.flop;
    out.drawSeconds = m * work.drawSeconds;
    out.bytes = m * work.bytes;
  }

  /** The parts of what is computed, and of the exchange what it adds to them. */
  explain(shape: StepShape): StepPart[] {
    const { microBatches: m, compute, exchange } = this.taken(shape);
    if (compute.length === 0) return [];
    const computed = compute.reduce((sum, { seconds }) => sum + seconds, 0);
    const seconds = m * (this.together(m, computed, exchange) - computed);
    return [
      ...compute.map((p) => ({ ...p, seconds: m * p.seconds, flop: m * p.flop, bytes: m * p.bytes })),
      { name: 'allToAll', seconds, flop: 0, bytes: 0, boundBy: 'link' },
    ];
  }

  taken(shape: StepShape): ExpertRanksStep {
    const microBatches = this.microBatchesIn(shape);
    const part = this.partOf(microBatches, shape);
    const compute = this.input.layers.explain(part);
    const tokens = tokensOf(part, this.input.queries);
    const exchange = this.exchangeSeconds(tokens, part.chunks > 0);
    return { microBatches, sequences: part.batch, compute, exchange, tokens };
  }

  private microBatchesIn(shape: StepShape): number {
    if (shape.chunks === 0) return this.microBatchesOf(shape.batch);
    if (this.input.overlap === 0) return 1;
    return this.seconds(HALVES, shape) < this.seconds(1, shape) ? HALVES : 1;
  }

  private microBatchesOf(batch: number): number {
    const { overlap, visible } = this.input;
    const sequences = Math.floor(batch);
    if (overlap === 0 || sequences < HALVES) return 1;
    const known = this.best[sequences];
    if (known !== undefined) return known;
    const shape = {
      ...this.part,
      batch: sequences,
      globalTokens: sequences * visible.global,
      localTokens: sequences * visible.local,
      chunks: 0,
    };
    return (this.best[sequences] = this.seconds(HALVES, shape) < this.seconds(1, shape) ? HALVES : 1);
  }

  private workOf(m: number): StepWork {
    return m === 1 ? this.whole : this.half;
  }

  /** Leaves the work of one micro-batch in `workOf(m)`. */
  private seconds(m: number, shape: StepShape): Seconds {
    const part = this.partOf(m, shape);
    const work = this.workOf(m);
    this.input.layers.step(part, work);
    const tokens = tokensOf(part, this.input.queries);
    if (!(tokens > 0)) return 0;
    return m * this.together(m, work.seconds, this.exchangeSeconds(tokens, part.chunks > 0));
  }

  private together(m: number, compute: Seconds, exchange: Seconds): Seconds {
    const left = m > 1 ? 1 - this.input.overlap : 1;
    return Math.max(compute + left * exchange, exchange + left * compute);
  }

  private exchangeSeconds(tokens: Tokens, prompts: boolean): Seconds {
    const { mixtures, exchange } = this.input;
    return mixtures * sentSeconds(prompts ? exchange.prompts : exchange.decode, tokens);
  }

  /** Every sequence and every chunk by its share; a chunk's halves see as many keys together as the whole does. */
  private partOf(m: number, shape: StepShape): StepShape {
    if (m === 1) return shape;
    const { part, fresh, cached } = this;
    part.batch = shape.batch / m;
    part.globalTokens = shape.globalTokens / m;
    part.localTokens = shape.localTokens / m;
    part.chunks = shape.chunks;
    part.finishing = shape.finishing / m;
    for (let i = 0; i < shape.chunks; i++) {
      const whole = shape.chunkNew[i]!;
      fresh[i] = whole / m;
      cached[i] = shape.chunkCached[i]! + (whole * (1 - 1 / m)) / 2;
    }
    return part;
  }

  private cutInto(m: number, batch: number): DecodeCost {
    const { layers, overlap, queries } = this.input;
    const { branches, flop, drawSeconds, bytes } = layers.decode(batch / m);
    const exchange = this.exchangeSeconds((batch * queries) / m, false);
    const left = m > 1 ? 1 - overlap : 1;
    const whole = (share: number, seconds: Seconds) =>
      branches.map((branch) => plus(times(branch, m * share, share), flat(m * seconds)));
    return {
      branches: left === 1 ? whole(1, exchange) : [...whole(1, left * exchange), ...whole(left, exchange)],
      flop: times(flop, m, 1),
      drawSeconds: times(drawSeconds, m, 1),
      bytes: times(bytes, m, 1),
    };
  }
}

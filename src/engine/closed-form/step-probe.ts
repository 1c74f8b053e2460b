import type { Bytes, Flop, Seconds, Tokens } from '../../units/units';
import { makePasses, splitPrompt } from '../cost/prompt-passes';
import { makeStepWork, type StepCost } from '../cost/step-cost';
import type { PoolPlan } from '../layout/pool-plan';
import { tdpSecondsOfStep } from '../power';
import type { Visible } from './contexts';
import type { LengthNodes } from './length-nodes';

/** Work of one or several steps, per chip of the lane. */
export interface Work {
  seconds: Seconds;
  /** Seconds of them in which the lane's own chips work. */
  busySeconds: Seconds;
  flop: Flop;
  bytes: Bytes;
  /** ∫ P / TDP dt. */
  tdpSeconds: Seconds;
  /** How many steps. */
  steps: number;
}

export function noWork(): Work {
  return { seconds: 0, busySeconds: 0, flop: 0, bytes: 0, tdpSeconds: 0, steps: 0 };
}

function clear(out: Work): void {
  out.seconds = out.busySeconds = out.flop = out.bytes = out.tdpSeconds = out.steps = 0;
}

/** a·x + b·y, into `out`. */
export function combine(a: number, x: Work, b: number, y: Work, out: Work): Work {
  out.seconds = a * x.seconds + b * y.seconds;
  out.busySeconds = a * x.busySeconds + b * y.busySeconds;
  out.flop = a * x.flop + b * y.flop;
  out.bytes = a * x.bytes + b * y.bytes;
  out.tdpSeconds = a * x.tdpSeconds + b * y.tdpSeconds;
  out.steps = a * x.steps + b * y.steps;
  return out;
}

/** Most prompts considered in one iteration; beyond it their fixed costs are spread thin anyway. */
export const MOST_TOGETHER = 64;

/** Scratch: a prompt's passes are used up before the next prompt is asked about, and so is a step's shape. */
const PASSES = makePasses(1);
const SHAPE = {
  batch: 0,
  globalTokens: 0,
  localTokens: 0,
  chunks: 0,
  chunkNew: new Float64Array(MOST_TOGETHER),
  chunkCached: new Float64Array(MOST_TOGETHER),
  finishing: 0,
};
const BUSY = { seconds: 0, drawSeconds: 0 };

/** Asks a pool's cost model for the steps the closed forms need. Batches may be real-valued. */
export class StepProbe {
  /** Coefficient of variation of the last `meanPrompt`. */
  cv = 0;
  private readonly cost: StepCost;
  private readonly plan: PoolPlan;
  private readonly step = makeStepWork();

  constructor(plan: PoolPlan) {
    this.plan = plan;
    this.cost = plan.cost;
  }

  /** Seconds of a decode step of `batch` sequences that see `visible` each. */
  decodeSeconds(batch: number, visible: Visible): Seconds {
    this.decodeOnly(batch, batch * visible.global, batch * visible.local);
    return this.step.seconds;
  }

  /** One sequence with its own context among `others` with theirs. */
  mixedDecodeSeconds(own: Visible, others: number, visible: Visible): Seconds {
    this.decodeOnly(1 + others, own.global + others * visible.global, own.local + others * visible.local);
    return this.step.seconds;
  }

  /**
   * Mean over lengths of all iterations of a prompt, `batch` decodes riding along in each. Leaves the coefficient
   * of variation of its seconds in `cv`.
   */
  meanPrompt(lengths: LengthNodes, batch: number, visible: Visible, out: Work): Work {
    clear(out);
    let squares = 0;
    for (let i = 0; i < lengths.tokens.length; i++) {
      const weight = lengths.weights[i]!;
      const before = out.seconds;
      this.splitNode(lengths, i, batch, visible);
      for (let pass = 0; pass < PASSES.count; pass++) {
        this.runPass(pass, lengths, i);
        this.accumulate(weight * PASSES.weight[pass]!, out);
      }
      const seconds = (out.seconds - before) / weight;
      squares += weight * seconds * seconds;
    }
    const variance = Math.max(0, squares - out.seconds * out.seconds);
    this.cv = lengths.tokens.length > 1 ? Math.sqrt(variance) / out.seconds : 0;
    return out;
  }

  /** What `meanPrompt` adds to steps of `step` seconds without the prompt. */
  addedByPrompt(lengths: LengthNodes, batch: number, visible: Visible, step: Seconds): Seconds {
    const { tokens, weights } = lengths;
    let added = 0;
    for (let i = 0; i < tokens.length; i++) {
      this.splitNode(lengths, i, batch, visible);
      let seconds = 0;
      for (let pass = 0; pass < PASSES.count; pass++) {
        this.runPass(pass, lengths, i);
        seconds += PASSES.weight[pass]! * (this.step.seconds - step);
      }
      added += weights[i]! * seconds;
    }
    return added;
  }

  decode(batch: number, visible: Visible, out: Work): Work {
    clear(out);
    this.decodeOnly(batch, batch * visible.global, batch * visible.local);
    this.accumulate(1, out);
    return out;
  }

  /** Makes ready for the passes of a node, of which some tokens may be there. */
  private splitNode({ tokens, cached }: LengthNodes, i: number, batch: number, visible: Visible): void {
    const fresh = tokens[i]! - (cached?.[i] ?? 0);
    splitPrompt(fresh, Math.max(1, this.plan.input.tokenBudget - batch), 1, PASSES);
    SHAPE.batch = batch;
    SHAPE.globalTokens = batch * visible.global;
    SHAPE.localTokens = batch * visible.local;
  }

  /** A pass takes the next tokens of one prompt, whose others are there; or, of several, the next few whole ones. */
  private runPass(pass: number, { tokens, cached, prompts }: LengthNodes, i: number): void {
    const found = cached?.[i] ?? 0;
    const all = prompts?.[i] ?? 1;
    const share = (PASSES.fresh[pass]! / (tokens[i]! - found)) * all;
    const together = all === 1 ? 1 : Math.min(MOST_TOGETHER, Math.max(1, Math.round(share)));
    SHAPE.chunks = together;
    for (let chunk = 0; chunk < together; chunk++) {
      SHAPE.chunkNew[chunk] = PASSES.fresh[pass]! / together;
      SHAPE.chunkCached[chunk] = all === 1 ? found + PASSES.cached[pass]! : found / all;
    }
    SHAPE.finishing = all > 1 || pass === PASSES.count - 1 ? together : 0;
    this.cost.step(SHAPE, this.step);
  }

  /** One iteration of `count` whole prompts, at most `MOST_TOGETHER`, which must fit the token budget. */
  prompts(tokens: Tokens, count: number, out: Work): Work {
    SHAPE.batch = SHAPE.globalTokens = SHAPE.localTokens = 0;
    SHAPE.chunks = SHAPE.finishing = count;
    SHAPE.chunkNew.fill(tokens, 0, count);
    SHAPE.chunkCached.fill(0, 0, count);
    clear(out);
    this.cost.step(SHAPE, this.step);
    this.accumulate(1, out);
    return out;
  }

  private decodeOnly(batch: number, globalTokens: Tokens, localTokens: Tokens): void {
    SHAPE.batch = batch;
    SHAPE.globalTokens = globalTokens;
    SHAPE.localTokens = localTokens;
    SHAPE.chunks = SHAPE.finishing = 0;
    this.cost.step(SHAPE, this.step);
  }

  private accumulate(weight: number, out: Work): void {
    const { step } = this;
    const { busySeconds } = step;
    out.seconds += weight * step.seconds;
    out.busySeconds += weight * busySeconds;
    out.flop += weight * step.flop;
    out.bytes += weight * step.bytes;
    BUSY.seconds = busySeconds;
    BUSY.drawSeconds = step.drawSeconds;
    out.tdpSeconds += weight * tdpSecondsOfStep(this.plan.input.chip.power.base, BUSY);
    out.steps += weight;
  }
}

import type { Fraction } from '../../units/units';
import { speculativeTokens } from '../speculation';
import { cachedDecode } from './cached-decode';
import { flat, plus, times, valueAt } from './evaluate';
import {
  makeStepWork,
  type Affine,
  type Branch,
  type DecodeCost,
  type StepCost,
  type StepPart,
  type StepShape,
  type StepWork,
} from './step-cost';
import { decodeShape } from './step-shapes';

export interface SpeculativeCostInput {
  /** Of the model that answers, `drafted` + 1 tokens for every sequence of a step. */
  verify: StepCost;
  /** Of the draft model, one token a sequence. */
  draft: StepCost;
  drafted: number;
  acceptance: Fraction;
  /**
   * Lanes that share one machine of the draft pool and draft together, and the chips of it that work at a time; null
   * drafts on the lane's own chips.
   */
  apart: { lanes: number; chips: number } | null;
  /** Groups of the lane's own chips between which its sequences are divided for drafting. */
  groups: number;
  /** A step is a round, whose tokens are counted elsewhere; false makes it one token, a mean round's share. */
  rounds: boolean;
}

/**
 * Draft and verify, model.md §3.5: a round drafts γ tokens one after the other, verifies them in one step of γ + 1
 * tokens a sequence and yields (1 − a^(γ+1))/(1 − a) tokens on average. A step here is one token and takes its share
 * of a round, so it is as affine in the context as its parts are. Work counts what was drafted and verified in vain.
 * The draft model's windowed layers are charged as if they saw everything.
 */
export class SpeculativeCost implements StepCost {
  readonly input: SpeculativeCostInput;
  /** Steps a round stands for. */
  readonly steps: number;
  readonly decode = cachedDecode((batch) => this.decodeCost(batch));
  private readonly work = makeStepWork();
  /** The step that verifies, without prompts. */
  private readonly round = makeStepWork();
  private readonly scratch = decodeShape(0, 0, Infinity);

  constructor(input: SpeculativeCostInput) {
    this.input = input;
    this.steps = input.rounds ? 1 : speculativeTokens(input.acceptance, input.drafted);
  }

  /** The same with a whole round as the step. */
  ofRounds(): SpeculativeCost {
    return new SpeculativeCost({ ...this.input, rounds: true });
  }

  /** Prompt chunks add to a round what they add to the step that verifies, and the draft model reads them too. */
  step(shape: StepShape, out: StepWork): void {
    const { work, round, scratch } = this;
    const { verify, draft, drafted, apart } = this.input;
    out.seconds = out.busySeconds = out.flop = out.drawSeconds = out.bytes = 0;
    scratch.batch = shape.batch;
    scratch.globalTokens = shape.globalTokens;
    scratch.localTokens = shape.localTokens;
    verify.step(scratch, round);
    if (shape.batch > 0) {
      add(out, round, 1 / this.steps);
      const drafting = draftedBatch(this.input, shape.batch);
      scratch.batch = drafting.batch;
      scratch.globalTokens = scratch.localTokens = shape.globalTokens * drafting.context;
      draft.step(scratch, work);
      const rounds = drafted / this.steps;
      out.seconds += work.seconds * rounds;
      if (apart === null) {
        const own = rounds * drafting.share;
        out.busySeconds += work.seconds * own;
        out.flop += work.flop * own;
        out.drawSeconds += work.drawSeconds * own;
        out.bytes += work.bytes * own;
      }
    }
    if (shape.chunks === 0) return;
    verify.step(shape, work);
    add(out, work, 1);
    if (shape.batch > 0) add(out, round, -1);
    if (apart !== null) return;
    draft.step({ ...shape, batch: 0, globalTokens: 0, localTokens: 0 }, work);
    add(out, work, 1);
  }

  explain(shape: StepShape): StepPart[] {
    const { verify, drafted, draft } = this.input;
    const share = shape.batch > 0 ? 1 / this.steps : 1;
    const context = { globalTokens: shape.globalTokens, localTokens: shape.localTokens };
    const decodes = { ...shape, ...context, chunks: 0, finishing: 0 };
    const cost = this.decode(Math.max(shape.batch, 1));
    const parts = shape.batch > 0 ? verify.explain(decodes).map((part) => scaledPart(part, share)) : [];
    const told = parts.reduce((sum, part) => sum + part.seconds, 0);
    if (shape.batch > 0 && drafted > 0) {
      const drafting = draftedBatch(this.input, shape.batch);
      const own = draft.explain({
        ...decodes,
        batch: drafting.batch,
        globalTokens: shape.globalTokens * drafting.context,
        localTokens: shape.globalTokens * drafting.context,
      });
      const seconds =
        Math.max(...cost.branches.map((b) => valueAt(b, shape.globalTokens, shape.localTokens))) - told;
      const scaleBy = seconds / own.reduce((sum, part) => sum + part.seconds, 0);
      for (const part of own) parts.push({ ...scaledPart(part, scaleBy), name: `draft ${part.name}` });
    }
    if (shape.chunks === 0) return parts;
    const asked = makeStepWork();
    this.step(shape, asked);
    const rest = asked.seconds - parts.reduce((sum, part) => sum + part.seconds, 0);
    const whole = verify.explain(shape);
    const all = whole.reduce((sum, part) => sum + part.seconds, 0);
    return [...parts, ...whole.map((part) => scaledPart(part, rest / all))];
  }

  private decodeCost(batch: number): DecodeCost {
    const { verify, draft, drafted, apart } = this.input;
    const v = verify.decode(batch);
    const drafting = draftedBatch(this.input, batch);
    const d = draft.decode(drafting.batch);
    const share = 1 / this.steps;
    /** γ draft steps, with what a token of the lane's context adds to them. */
    const draftSeconds = (a: Affine) => times(folded(a), drafted, drafted * drafting.context);
    /** Work on a chip of the lane, or for this lane among those that share a draft machine. */
    const draftWork = (a: Affine) => times(draftSeconds(a), drafting.share);
    const own = (work: Affine, drafts: Affine) =>
      times(apart === null ? plus(work, draftWork(drafts)) : work, share);
    const branches: Branch[] = [];
    for (const b of v.branches) {
      for (const c of d.branches) {
        const drafts = draftSeconds(c);
        const [ownBusy = b, ...others] = b.busy ?? [];
        const busy = others.map((a) => times(a, share));
        busy.unshift(own(ownBusy, c));
        if (apart !== null) busy.push(times(draftWork(c), share));
        branches.push({ ...times(plus(b, drafts), share), busy });
      }
    }
    const companions = (v.companions ?? []).map((c) => ({
      chips: c.chips,
      flop: times(c.flop, share),
      drawSeconds: times(c.drawSeconds, share),
      bytes: times(c.bytes, share),
    }));
    if (apart !== null) {
      companions.push({
        chips: apart.chips,
        flop: times(draftWork(d.flop), share),
        drawSeconds: times(draftWork(d.drawSeconds), share),
        bytes: times(draftWork(d.bytes), share),
      });
    }
    return {
      branches,
      flop: own(v.flop, d.flop),
      drawSeconds: own(v.drawSeconds, d.drawSeconds),
      bytes: own(v.bytes, d.bytes),
      companions,
      linkBytes: (v.linkBytes ?? 0) * share,
    };
  }
}

/**
 * Sequences in one draft step, the part of the lane's context that they see, and the part of the draft chips' work
 * that falls on a chip of the lane, or to the lane.
 */
function draftedBatch(
  { apart, groups }: SpeculativeCostInput,
  batch: number,
): { batch: number; context: number; share: number } {
  if (apart !== null) return { batch: batch * apart.lanes, context: apart.lanes, share: 1 / apart.lanes };
  const sequences = Math.max(1, batch / groups);
  return { batch: sequences, context: sequences / batch, share: Math.min(1, batch / groups) };
}

/** With everything visible to all layers. */
function folded(a: Affine): Affine {
  return { ...flat(a.base), perGlobalToken: a.perGlobalToken + a.perLocalToken };
}

function scaledPart(part: StepPart, factor: number): StepPart {
  return {
    ...part,
    seconds: part.seconds * factor,
    flop: part.flop * factor,
    bytes: part.bytes * factor,
  };
}

function add(into: StepWork, work: StepWork, factor: number): void {
  into.busySeconds = into.busySeconds + factor * work.busySeconds;
  into.seconds += factor * work.seconds;
  into.flop += factor * work.flop;
  into.drawSeconds += factor * work.drawSeconds;
  into.bytes += factor * work.bytes;
}

import type { Seconds } from '../../units/units';
import type { SoftwareProfile } from '../input';
import { cachedDecode } from './cached-decode';
import { flat, plus } from './evaluate';
import { sentSeconds, type Sent } from './exchange';
import {
  makeStepWork,
  type Branch,
  type DecodeCost,
  type StepCost,
  type StepPart,
  type StepShape,
  type StepWork,
} from './step-cost';
import { decodeShape, tokensOf } from './step-shapes';

export interface PipelineCostInput {
  layers: StepCost;
  /** Output head and serving software, once a step. */
  head: StepCost;
  /** Of `head`. */
  software: SoftwareProfile;
  stages: number;
  send: Sent & { inside: boolean };
  /** Tokens that every sequence computes in a step. */
  queries: number;
}

/**
 * A step that passes the layers in `stages` stages, each with an even share of them on a group of its own, model.md §2.2.
 * As many batches as stages are under way. Each takes the sum of the stages and of the sends between them, and no less
 * than the stages' number times the slowest: that is the last, which has the head besides, or one that sends. Work is
 * per chip of the stage where the batch is.
 */
export class PipelineCost implements StepCost {
  readonly input: PipelineCostInput;
  readonly decode = cachedDecode((batch) => this.decodeCost(batch));
  private readonly layers = makeStepWork();
  private readonly head = makeStepWork();

  constructor(input: PipelineCostInput) {
    this.input = input;
  }

  step(shape: StepShape, out: StepWork): void {
    const { layers, head } = this;
    this.input.layers.step(shape, layers);
    this.input.head.step(shape, head);
    const times = this.times(shape, head.seconds);
    out.busySeconds = layers.seconds + times.once;
    out.seconds = layers.seconds + Math.max(times.once, times.slowest);
    out.flop = layers.flop + head.flop;
    out.drawSeconds = layers.drawSeconds + head.drawSeconds;
    out.bytes = layers.bytes + head.bytes;
  }

  explain(shape: StepShape): StepPart[] {
    const { layers, head } = this.input;
    const last = head.explain(shape);
    const parts = [...layers.explain(shape), ...last];
    const { once, slowest, sends } = this.times(shape, sumOf(last));
    const add = (name: string, seconds: Seconds, boundBy: StepPart['boundBy']) => {
      if (seconds > 0) parts.push({ name, seconds, flop: 0, bytes: 0, boundBy });
    };
    add('send', sends, 'link');
    add('bubble', slowest - once, 'latency');
    return parts;
  }

  /**
   * What comes to the layers' seconds: on the way of one batch, of it the sends, and where every stage is in use. `once`
   * is what the head and the software take.
   */
  times(shape: StepShape, once: Seconds): { once: Seconds; sends: Seconds; slowest: Seconds } {
    const { stages, send, software, queries } = this.input;
    const tokens = tokensOf(shape, queries);
    if (stages === 1 || !(tokens > 0)) return { once, sends: 0, slowest: 0 };
    const one = sentSeconds(send, tokens);
    const host = software.stepSeconds + software.sequenceSeconds * (shape.batch + shape.chunks);
    const sends = (stages - 1) * one;
    return { once: once + sends, sends, slowest: stages * Math.max(once - host, one) };
  }

  private decodeCost(batch: number): DecodeCost {
    const layers = this.input.layers.decode(batch);
    const head = this.input.head.decode(batch);
    const { once, slowest } = this.times(decodeShape(batch, 0, Infinity), head.branches[0]!.base);
    const branches = layers.branches.map((branch): Branch => {
      const own = plus(branch, flat(once));
      return slowest > once ? { ...plus(branch, flat(slowest)), busy: [own] } : own;
    });
    return {
      branches,
      flop: plus(layers.flop, head.flop),
      drawSeconds: plus(layers.drawSeconds, head.drawSeconds),
      bytes: plus(layers.bytes, head.bytes),
    };
  }
}

const sumOf = (parts: readonly StepPart[]): Seconds => parts.reduce((sum, { seconds }) => sum + seconds, 0);

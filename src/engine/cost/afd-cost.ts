import type { BytesPerSecond, Seconds, Tokens } from '../../units/units';
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

/** Bytes of one element of an activation on its way between the machines. */
const ACTIVATION_BYTES = 2;
/** More micro-batches than this never helped in any split that was tried: each repeats the fixed part of a layer. */
const MOST_MICRO_BATCHES = 8;
/** Share of the step that one more must save: by less, it costs half as many joules again for nothing that anybody feels. */
const WORTH_A_MICRO_BATCH = 0.03;

export interface AfdCostInput {
  /** Of one group of attention chips, over all layers. */
  attention: StepCost;
  /** Output head and software of the same group, once a step. */
  head: StepCost;
  /** Of the FFN machine, over all layers, with the chips that work for one lane at a time. */
  ffn: StepCost;
  ffnChips: number;
  layers: number;
  width: number;
  /** Attention groups that work on a lane's batch together, each on its part of the sequences. */
  groups: number;
  /** Tokens that every sequence computes in a step. */
  queries: number;
  microBatches: number | 'auto';
  /** One way between the machines, and what all attention chips of a lane can send. */
  latencySeconds: Seconds;
  bytesPerSecond: BytesPerSecond;
  /** Least time of a step: the host launches layer after layer. */
  hostSeconds: Seconds;
  /** Sequence by whose tokens `auto` is judged. */
  visible: { global: Tokens; local: Tokens };
}

/** A decode step taken apart: seconds of parts are over all layers, at the batch of one micro-batch. */
export interface AfdMachines {
  microBatches: number;
  /** Sequences of one micro-batch. */
  sequences: number;
  attention: StepPart[];
  ffn: StepPart[];
  oneWay: Seconds;
  once: StepPart[];
}

/**
 * A decode step with attention on one machine and the FFN on another, model.md §3.4: `m` micro-batches take turns,
 * so the layers take L·max(m Ta, m Tf, m Tc, Ta + Tf + 2 Tc), every T at the batch of one micro-batch and its mean
 * over the layers; head and software come once a step. Each argument is a branch, so steps can be jumped over.
 *
 * Work is per attention chip; the FFN machine is the first companion. Chips that wait for the other machine are
 * idle. The pool decodes only: prompts are computed elsewhere.
 */
export class AfdCost implements StepCost {
  readonly input: AfdCostInput;
  readonly decode = cachedDecode((batch) => this.cutInto(this.microBatchesOf(batch), batch));
  /** Micro-batches by whole numbers of sequences, once asked for. */
  private readonly best: (number | undefined)[] = [];
  private readonly work = makeStepWork();
  private readonly attending = makeStepWork();
  private readonly scratch = decodeShape(0, 0, Infinity);
  /** Whether the last `layersSeconds` was the way of one micro-batch. */
  private oneWayBinds = false;

  constructor(input: AfdCostInput) {
    this.input = input;
  }

  step(shape: StepShape, out: StepWork): void {
    if (shape.chunks > 0) throw new RangeError('attention apart from the FFN computes no prompts');
    out.seconds = out.busySeconds = out.flop = out.drawSeconds = out.bytes = 0;
    if (!(shape.batch > 0)) return;
    const { batch, globalTokens, localTokens } = shape;
    const m = this.microBatchesOf(batch);
    const layers = this.layersSeconds(m, batch, globalTokens, localTokens);
    const { attending, work } = this;
    const { groups, head, hostSeconds } = this.input;
    head.step(this.shapeOf(this.perGroup(batch), 0, 0), work);
    const active = m * Math.min(1, batch / m / groups);
    const once = Math.min(1, batch / groups);
    out.seconds = Math.max(layers, hostSeconds) + work.seconds;
    out.busySeconds = active * attending.seconds + once * work.seconds;
    out.flop = active * attending.flop + once * work.flop;
    out.drawSeconds = active * attending.drawSeconds + once * work.drawSeconds;
    out.bytes = active * attending.bytes + once * work.bytes;
  }

  /**
   * Micro-batches of a batch: as asked, or the number that makes its step shortest; but a hair is not worth reading all
   * weights once more. None is empty. More of them only help while the way of one of them is what takes longest: every
   * machine's own time grows with their number.
   */
  microBatchesOf(batch: number): number {
    const { microBatches, visible } = this.input;
    const sequences = Math.max(1, Math.floor(batch));
    if (microBatches !== 'auto') return Math.min(microBatches, sequences);
    const known = this.best[sequences];
    if (known !== undefined) return known;
    const most = Math.min(MOST_MICRO_BATCHES, sequences);
    let best = 1;
    let least = Infinity;
    for (let m = 1; m <= most; m++) {
      const layers = this.layersSeconds(m, sequences, sequences * visible.global, sequences * visible.local);
      if (layers < least * (1 - WORTH_A_MICRO_BATCH)) {
        least = layers;
        best = m;
      }
      if (!this.oneWayBinds) break;
    }
    this.best[sequences] = best;
    return best;
  }

  /** All layers in `m` micro-batches; leaves one micro-batch's attention in `attending`. */
  private layersSeconds(m: number, batch: number, globalTokens: Tokens, localTokens: Tokens): Seconds {
    const { attention, ffn, layers } = this.input;
    const { attending, work } = this;
    const part = batch / m;
    const sequences = this.perGroup(part);
    const share = sequences / batch;
    attention.step(this.shapeOf(sequences, globalTokens * share, localTokens * share), attending);
    ffn.step(this.shapeOf(part, 0, 0), work);
    const c = layers * this.oneWay(part);
    const alone = attending.seconds + work.seconds + 2 * c;
    const together = m * Math.max(attending.seconds, work.seconds, c);
    this.oneWayBinds = alone > together;
    return Math.max(alone, together);
  }

  private shapeOf(batch: number, globalTokens: Tokens, localTokens: Tokens): StepShape {
    this.scratch.batch = batch;
    this.scratch.globalTokens = globalTokens;
    this.scratch.localTokens = localTokens;
    return this.scratch;
  }

  /** What the step waits for: the parts of the branch that holds, which sum to it. */
  explain(shape: StepShape): StepPart[] {
    const { batch, globalTokens, localTokens } = shape;
    const { hostSeconds } = this.input;
    const { microBatches: m, attention: own, ffn: other, oneWay, once } = this.machines(shape);
    const at = (a: Affine) => valueAt(a, globalTokens, localTokens);
    const branches = this.cutInto(m, batch).branches.map(at);
    const active = branches.indexOf(Math.max(...branches));
    const ways = (count: number): StepPart[] => {
      const seconds = count * oneWay;
      return [{ name: 'activations', seconds, flop: 0, bytes: 0, boundBy: 'link' }];
    };
    const repeated = (parts: StepPart[]) =>
      parts.map((p) => ({ ...p, seconds: m * p.seconds, flop: m * p.flop, bytes: m * p.bytes }));
    const told = [
      () => repeated(own),
      () => repeated(other),
      () => ways(m),
      () => [...own, ...other, ...ways(2)],
      (): StepPart[] => [{ name: 'host', seconds: hostSeconds, flop: 0, bytes: 0, boundBy: 'software' }],
    ][active]!;
    return [...told(), ...once];
  }

  /** All layers of one micro-batch on either machine and one way between them, and what comes once a step. */
  machines(shape: StepShape): AfdMachines {
    const { batch, globalTokens, localTokens } = shape;
    const { attention, ffn, head, layers } = this.input;
    const microBatches = this.microBatchesOf(batch);
    const sequences = batch / microBatches;
    const perGroup = this.perGroup(sequences);
    const share = perGroup / batch;
    return {
      microBatches,
      sequences,
      attention: attention.explain({
        ...decodeShape(perGroup, 0, Infinity),
        globalTokens: globalTokens * share,
        localTokens: localTokens * share,
      }),
      ffn: ffn.explain(decodeShape(sequences, 0, Infinity)),
      oneWay: layers * this.oneWay(sequences),
      once: head.explain(decodeShape(this.perGroup(batch), 0, Infinity)),
    };
  }

  /** Sequences that a group works on: an even share, of one at least. */
  private perGroup(sequences: number): number {
    return Math.max(1, sequences / this.input.groups);
  }

  private oneWay(sequences: number): Seconds {
    const { latencySeconds, bytesPerSecond, queries, width } = this.input;
    return latencySeconds + (sequences * queries * width * ACTIVATION_BYTES) / bytesPerSecond;
  }

  private cutInto(m: number, batch: number): DecodeCost {
    const { attention, head, ffn, layers, groups, hostSeconds } = this.input;
    const part = batch / m;
    const sequences = this.perGroup(part);
    // A group sees its own sequences' tokens; all groups that have any together see those of the micro-batch.
    const share = sequences / batch;
    const active = Math.min(1, part / groups);
    const a = attention.decode(sequences);
    const h = head.decode(this.perGroup(batch));
    const once = h.branches[0]!.base;
    const onceActive = Math.min(1, batch / groups);
    ffn.step(decodeShape(part, 0, Infinity), this.work);
    const f = this.work;
    const c = layers * this.oneWay(part);
    const ta = times(a.branches[0]!, 1, share);
    const attending = times(ta, m);
    /** Attention's work on a chip of the lane on average, over all micro-batches, and the head's. */
    const own = (layer: Affine, last: Affine) =>
      plus(times(layer, m * active, m * active * share), flat(onceActive * last.base));
    const busy = [own(a.branches[0]!, h.branches[0]!), flat(m * f.seconds)];
    const branch = (layer: Affine): Branch => ({ ...plus(layer, flat(once)), busy });
    const branches = [
      branch(attending),
      branch(flat(m * f.seconds)),
      branch(flat(m * c)),
      branch(plus(ta, flat(f.seconds + 2 * c))),
    ];
    if (hostSeconds > 0) branches.push(branch(flat(hostSeconds)));
    return {
      branches,
      flop: own(a.flop, h.flop),
      drawSeconds: own(a.drawSeconds, h.drawSeconds),
      bytes: own(a.bytes, h.bytes),
      companions: [
        {
          chips: this.input.ffnChips,
          flop: flat(m * f.flop),
          drawSeconds: flat(m * f.drawSeconds),
          bytes: flat(m * f.bytes),
        },
      ],
      linkBytes: 2 * layers * batch * this.input.queries * this.input.width * ACTIVATION_BYTES,
    };
  }
}

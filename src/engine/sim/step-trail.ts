import type { Bytes, Seconds, Tokens } from '../../units/units';
import type { Affine, DecodeCost } from '../cost/step-cost';
import { valueAt } from '../cost/evaluate';
import { growthOf, type MeteredLane } from './metered-lane';
import { elapsed } from './segment';

/** One sequence's share of what a step reads in one pool; KV grows from step to step. */
export interface StepReads {
  kvFirstBytes: Bytes;
  kvGrowthBytes: Bytes;
  /** Weights, and the little that activations are. */
  restBytes: Bytes;
}

/** Shares of one sequence of what was read in one pool. */
export interface Reads {
  kvBytes: Bytes;
  restBytes: Bytes;
}

/** Steps of one batch that follow each other: what they wrote of one answer, and with whom. */
export interface StepRun {
  /** Of the answer, from 0. */
  firstToken: Tokens;
  /** As many as steps, but where rounds of speculation write several in one. */
  tokens: Tokens;
  steps: number;
  startSeconds: Seconds;
  /** Step j, from 0, takes first + growth · j. */
  firstSeconds: Seconds;
  growthSeconds: Seconds;
  /** Sequences in the batch, this one included. */
  batch: number;
  /** Prompt tokens of others that were computed in the same step; then it is one step. */
  promptTokens: Tokens;
  /** In its own pool, then in those that do part of its steps, in the order of the plan. */
  reads: StepReads[];
}

/** What a run of steps read in one pool. */
function readsOfSteps({ kvFirstBytes, kvGrowthBytes, restBytes }: StepReads, steps: number): Reads {
  return { kvBytes: elapsed(kvFirstBytes, kvGrowthBytes, steps), restBytes: steps * restBytes };
}

/** A step that computed part of the request's prompt, and what else it did. */
export interface ChunkStep {
  startSeconds: Seconds;
  /** Sequences that wrote a token of their answer in it. */
  answers: number;
  /** Prompt tokens of others. */
  promptTokens: Tokens;
}

/**
 * Every step that one request decodes in. The ledger tells where its tokens ran; this tells with whom, one by one. Only
 * a run that is made to look at a request has one.
 */
export class StepTrail {
  readonly runs: StepRun[] = [];
  readonly chunks: ChunkStep[] = [];
  private readonly request: number;
  private lane: MeteredLane | null = null;
  private next: Tokens = 0;

  constructor(request: number) {
    this.request = request;
  }

  /** Its next token is the one after `delivered`. */
  joined(lane: MeteredLane, request: number, delivered: Tokens): void {
    if (request !== this.request) return;
    this.lane = lane;
    this.next = delivered;
  }

  left(request: number): void {
    if (request === this.request) this.lane = null;
  }

  /** The lane ran `steps` from its anchor on. `chips` of its own worked for it. */
  ran(lane: MeteredLane, steps: number, cost: DecodeCost, chips: number): void {
    if (lane !== this.lane) return;
    const { anchor, first, slope, batch, anchorGlobal, anchorLocal } = lane;
    const reads = readsIn(lane, cost, chips, anchorGlobal, anchorLocal);
    this.add(anchor, first, slope, steps, batch, 0, reads);
  }

  /** One step of the lane that carries prompts of others, too. `cost` is that of its decodes by themselves. */
  mixed(
    lane: MeteredLane,
    seconds: Seconds,
    promptTokens: Tokens,
    cost: DecodeCost | null,
    chips: number,
  ): void {
    if (lane !== this.lane || cost === null) return;
    const { iterationStart, batch, globalTokens, localTokens } = lane;
    const reads = readsIn(lane, cost, chips, globalTokens, localTokens);
    this.add(iterationStart, seconds, 0, 1, batch, promptTokens, reads);
  }

  /** The lane's step carries `own` prompt tokens of a request among `all`. */
  chunk(lane: MeteredLane, request: number, own: Tokens, all: Tokens): void {
    if (request !== this.request) return;
    this.chunks.push({ startSeconds: lane.iterationStart, answers: lane.batch, promptTokens: all - own });
  }

  /** The last step was a round that wrote so many tokens at once. */
  gained(request: number, tokens: Tokens): void {
    const last = this.runs.at(-1);
    if (request !== this.request || last === undefined) return;
    last.tokens = tokens;
    this.next = last.firstToken + tokens;
  }

  /** What it read in the steps in between, by pool as in their `reads`; null where it took none. */
  readsBetween(from: Seconds, to: Seconds): Reads[] | null {
    const within = this.between(from, to);
    return (
      within[0]?.reads.map((_, pool) =>
        within
          .map(({ reads, steps }) => readsOfSteps(reads[pool]!, steps))
          .reduce((sum, more) => ({
            kvBytes: sum.kvBytes + more.kvBytes,
            restBytes: sum.restBytes + more.restBytes,
          })),
      ) ?? null
    );
  }

  /** Sequences beside which it decoded, itself included, by time; null where it took no step in between. */
  meanBatch(from: Seconds, to: Seconds): number | null {
    let [time, product] = [0, 0];
    for (const { firstSeconds, growthSeconds, steps, batch } of this.between(from, to)) {
      const seconds = elapsed(firstSeconds, growthSeconds, steps);
      time += seconds;
      product += batch * seconds;
    }
    return time > 0 ? product / time : null;
  }

  private between(from: Seconds, to: Seconds): StepRun[] {
    return this.runs.filter(({ startSeconds }) => startSeconds >= from && startSeconds < to);
  }

  private add(
    startSeconds: Seconds,
    firstSeconds: Seconds,
    growthSeconds: Seconds,
    steps: number,
    batch: number,
    promptTokens: Tokens,
    reads: StepReads[],
  ): void {
    const firstToken = this.next;
    this.next += steps;
    this.runs.push({
      firstToken,
      tokens: steps,
      steps,
      startSeconds,
      firstSeconds,
      growthSeconds,
      batch,
      promptTokens,
      reads,
    });
  }
}

/** Shares of one sequence of the batch, from a step with these tokens in sight on. */
function readsIn(
  lane: MeteredLane,
  cost: DecodeCost,
  chips: number,
  globalTokens: Tokens,
  localTokens: Tokens,
): StepReads[] {
  const share = (bytes: Affine, of: number): StepReads => ({
    kvFirstBytes: (valueAt({ ...bytes, base: 0 }, globalTokens, localTokens) * of) / lane.batch,
    kvGrowthBytes: (growthOf(lane, bytes) * of) / lane.batch,
    restBytes: (bytes.base * of) / lane.batch,
  });
  const companions = cost.companions ?? [];
  return [share(cost.bytes, chips), ...companions.map((work) => share(work.bytes, work.chips))];
}

import type { Seconds, Tokens } from '../../units/units';
import type { MeteredLane } from './metered-lane';
import { elapsed } from './segment';

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

  /** The lane ran `steps` from its anchor on. */
  ran(lane: MeteredLane, steps: number): void {
    if (lane === this.lane) this.add(lane.anchor, lane.first, lane.slope, steps, lane.batch, 0);
  }

  /** One step of the lane that carries prompts of others, too. */
  mixed(lane: MeteredLane, seconds: Seconds, promptTokens: Tokens): void {
    if (lane === this.lane) this.add(lane.iterationStart, seconds, 0, 1, lane.batch, promptTokens);
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

  /** Sequences beside which it decoded, itself included, by time; null where it took no step in between. */
  meanBatch(from: Seconds, to: Seconds): number | null {
    let [time, product] = [0, 0];
    for (const { startSeconds, firstSeconds, growthSeconds, steps, batch } of this.runs) {
      if (startSeconds < from || startSeconds >= to) continue;
      const seconds = elapsed(firstSeconds, growthSeconds, steps);
      time += seconds;
      product += batch * seconds;
    }
    return time > 0 ? product / time : null;
  }

  private add(
    startSeconds: Seconds,
    firstSeconds: Seconds,
    growthSeconds: Seconds,
    steps: number,
    batch: number,
    promptTokens: Tokens,
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
    });
  }
}

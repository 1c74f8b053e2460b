import type { Seconds, Tokens } from '../../units/units';
import type { Affine, Branch, DecodeCost } from '../cost/step-cost';

/** What the meter and the ledger see of a lane: its batch, its present run of steps, its chunks, its shares. */
export interface MeteredLane {
  readonly id: number;
  step: number;
  batch: number;
  /** Tokens of the round of draft and verify under way; 0 where a step is one token of each. */
  roundTokens: number;
  globalTokens: Tokens;
  localTokens: Tokens;
  growingLocal: number;
  anchor: Seconds;
  anchorStep: number;
  anchorGlobal: Tokens;
  anchorLocal: Tokens;
  first: Seconds;
  slope: Seconds;
  cost: DecodeCost | null;
  /** The branch of `cost` that this run of steps is on. */
  branch: Branch | null;
  chunks: number;
  readonly chunkRequest: Int32Array;
  readonly chunkNew: Float64Array;
  readonly chunkCached: Float64Array;
  iterationStart: Seconds;
  iterationSeconds: Seconds;
  shareTdpSeconds: number;
  shareBytes: number;
  shareChipSeconds: number;
  shareStallSeconds: number;
  /** In other pools that did part of its steps; NaN where a chip's power, or price, is unknown. */
  shareElsewhereJoules: number;
  shareElsewhereUsd: number;
  /** Sequences that have not run a step since they joined, and what each waited since its last token. */
  readonly lateRequests: number[];
  readonly lateSeconds: Seconds[];
}

/** What each further step of a lane's run adds to an affine cost. */
export function growthOf(lane: Pick<MeteredLane, 'batch' | 'growingLocal'>, a: Affine): number {
  return a.perGlobalToken * lane.batch + a.perLocalToken * lane.growingLocal;
}

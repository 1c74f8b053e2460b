import {
  makeStepWork,
  type DecodeCost,
  type StepCost,
  type StepShape,
  type StepWork,
} from '../cost/step-cost';
import type { ChipInput, LinkInput, ModelInput, ModelShape, PoolInput, PoolRole } from '../input';
import { PLAIN_SHAPE } from '../model/plain-shape';
import { KV_BLOCK_TOKENS, type Plan, type PoolPlan } from '../plan';
import type { Requests } from '../workload/requests';

/** Small made-up clusters with costs that can be reckoned by hand. */

export interface ToyCost {
  /** Decode step: base + perSequence·B + perToken·Σ context (+ perLocal·Σ min(context, window)). */
  base: number;
  perSequence: number;
  perToken: number;
  perLocal: number;
  /** Prompt tokens: seconds each. */
  perPromptToken: number;
  /** A second branch of the decode cost, flat in the context. */
  floor: number;
}

const TOY_COST: ToyCost = {
  base: 0.008,
  perSequence: 2e-4,
  perToken: 1e-8,
  perLocal: 0,
  perPromptToken: 4e-5,
  floor: 0,
};

function toyCost(c: ToyCost): StepCost {
  const decode = (batch: number): DecodeCost => ({
    branches: [
      { base: c.base + c.perSequence * batch, perGlobalToken: c.perToken, perLocalToken: c.perLocal },
      ...(c.floor > 0 ? [{ base: c.floor, perGlobalToken: 0, perLocalToken: 0 }] : []),
    ],
    flop: { base: 1e9 * batch, perGlobalToken: 1e3, perLocalToken: 0 },
    drawSeconds: { base: 1e-5 * batch, perGlobalToken: 1e-11, perLocalToken: 0 },
    bytes: { base: 1e9, perGlobalToken: 1e3, perLocalToken: 0 },
  });
  const step = (s: StepShape, out: StepWork): void => {
    let prompt = 0;
    for (let i = 0; i < s.chunks; i++) prompt += s.chunkNew[i]!;
    const decodes =
      s.batch > 0
        ? Math.max(
            c.floor,
            c.base + c.perSequence * s.batch + c.perToken * s.globalTokens + c.perLocal * s.localTokens,
          )
        : 0;
    out.seconds = decodes + c.perPromptToken * prompt;
    out.busySeconds = out.seconds;
    out.flop = 1e9 * (s.batch + prompt);
    out.drawSeconds = 1e-5 * (s.batch + prompt);
    out.bytes = 1e9;
  };
  return {
    decode,
    step,
    explain: (s) => {
      const out = makeStepWork();
      step(s, out);
      return [{ name: 'all', seconds: out.seconds, flop: out.flop, bytes: out.bytes, boundBy: 'bytes' }];
    },
  };
}

const TOY_SHAPE: ModelShape = {
  ...PLAIN_SHAPE,
  layers: 10,
  width: 1024,
  queryHeads: 8,
  kvHeads: 8,
  headWidth: 64,
  ffnWidth: 4096,
  vocabulary: 32000,
};

export const toyModel = (shape: Partial<ModelShape> = {}): ModelInput => ({
  id: 'toy',
  name: 'Toy',
  shape: { ...TOY_SHAPE, ...shape },
  maxContext: 1e6,
});

const TOY_CHIP: ChipInput = {
  id: 'toy-chip',
  name: 'Toy chip',
  kind: 'gpu',
  peakFlops: { bf16: 1e15 },
  memory: { tier: 'hbm', bytes: 80e9, bytesPerSecond: 3e12 },
  scaleUpChips: 8,
  networkBytesPerSecond: 50e9,
  gpu: null,
  sram: null,
  tdpWatts: 700,
  power: { base: 0.4, memory: 0.4, compute: 1.5, idle: 0.1 },
  usdPerHour: 2,
};

export interface ToyPool {
  role?: PoolRole;
  instances?: number;
  lanes?: number;
  cost?: Partial<ToyCost>;
  /** Capacity in blocks of full-attention layers. */
  blocks?: number;
  /** Bytes of a block of windowed layers, a block of full ones being 1. */
  localBlockBytes?: number;
  maxSequences?: number;
  tokenBudget?: number;
}

export function toyPool(p: ToyPool = {}): PoolPlan {
  const input: PoolInput = {
    role: p.role ?? 'mixed',
    chip: TOY_CHIP,
    chips: p.instances ?? 1,
    tensorParallel: 1,
    weightFormat: 'bf16',
    kvFormat: 'bf16',
    software: { id: 'none', stepSeconds: 0, sequenceSeconds: 0, hostLayerSeconds: 0 },
    maxSequences: p.maxSequences ?? 64,
    tokenBudget: p.tokenBudget ?? 2048,
  };
  return {
    input,
    instances: p.instances ?? 1,
    chipsPerInstance: 1,
    lanesPerInstance: p.lanes ?? 1,
    chipsPerLane: 1,
    cost: toyCost({ ...TOY_COST, ...p.cost }),
    weightBytes: 1e9,
    kvCapacityBytes: p.blocks ?? 1e9,
    globalBlockBytes: 1,
    localBlockBytes: p.localBlockBytes ?? 0,
    maxSequencesPerLane: p.maxSequences ?? 64,
    reason: 'made up',
    pipelinePrefill: null,
  };
}

export const toyPlan = (pools: PoolPlan[], link: LinkInput | null = null): Plan => ({
  pools,
  link,
  chips: pools.reduce((sum, pool) => sum + pool.instances, 0),
});

/** Blocks that `tokens` take; for stating capacities in tokens. */
export const toyBlocks = (tokens: number): number => Math.ceil(tokens / KV_BLOCK_TOKENS);

export function requestsOf(rows: [arrival: number, prompt: number, output: number][]): Requests {
  return {
    count: rows.length,
    arrival: Float64Array.from(rows, (r) => r[0]),
    promptTokens: Int32Array.from(rows, (r) => r[1]),
    outputTokens: Int32Array.from(rows, (r) => r[2]),
    cutRequests: 0,
    cutTokensMean: 0,
  };
}

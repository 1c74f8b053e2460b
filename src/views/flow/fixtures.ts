import type { PoolSeries, Snapshot } from '../../engine/result';

/**
 * Snapshots like those of the engine, for developing and testing the figure without it: Llama 70B under Poisson
 * arrivals, A on 8 × H100 doing both phases, B with GPU prefill and 576 LPUs decoding. Not a simulator: prompts
 * are served in order at a fixed speed and every answer streams at its pool's pace.
 */
export interface FixtureOptions {
  requests?: number;
  requestsPerSecond?: number;
  promptTokens?: number;
  outputTokens?: number;
  seed?: number;
}

interface SideSpec {
  prefillTokensPerSecond: number;
  secondsPerToken: number;
  /** Null for one pool that does both phases. */
  linkSeconds: number | null;
  pools: Omit<
    PoolSeries,
    | 'buckets'
    | 'busyShare'
    | 'running'
    | 'waiting'
    | 'kvBytes'
    | 'name'
    | 'model'
    | 'owner'
    | 'roundTripSeconds'
    | 'stepTimes'
    | 'stepBoundBy'
  >[];
}

const BUCKETS = 512;
const KV_BYTES_PER_TOKEN = 163_840;

/** A multiplicative congruential stream: good enough for pictures. */
export function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

function workload(options: FixtureOptions) {
  const { requests = 600, requestsPerSecond = 1, promptTokens = 7168, outputTokens = 1024 } = options;
  const random = stream(options.seed ?? 7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const length = (mean: number, sigma: number) =>
    Math.max(2, Math.round(mean * Math.exp(sigma * normal() - (sigma * sigma) / 2)));
  let time = 0;
  return Array.from({ length: requests }, (_, id) => {
    time += id === 0 ? 0 : -Math.log(1 - random()) / requestsPerSecond;
    return { arrival: time, prompt: length(promptTokens, 0.5), output: length(outputTokens, 0.4) };
  });
}

function simulateRoughly(spec: SideSpec, options: FixtureOptions = {}): Snapshot {
  const work = workload(options);
  const count = work.length;
  const column = () => new Float64Array(count);
  const requests: Snapshot['requests'] = {
    count,
    arrival: column(),
    prefillStart: column(),
    firstToken: column(),
    decodeReady: column(),
    decodeStart: column(),
    end: column(),
    promptTokens: new Int32Array(count),
    outputTokens: new Int32Array(count),
    prefillInstance: new Int32Array(count),
    // One instance a pool; the last decodes.
    decodeInstance: new Int32Array(count).fill(spec.pools.length - 1),
    decodeLane: new Int32Array(count),
    stallSeconds: column(),
  };
  let free = 0;
  work.forEach(({ arrival, prompt, output }, id) => {
    const start = Math.max(free, arrival);
    const first = start + prompt / spec.prefillTokensPerSecond;
    free = first;
    const ready = first + (spec.linkSeconds ?? 0) * (prompt / 7168);
    const decode = spec.linkSeconds === null ? first : ready + 0.4 * spec.secondsPerToken;
    requests.arrival[id] = arrival;
    requests.prefillStart[id] = start;
    requests.firstToken[id] = first;
    requests.decodeReady[id] = ready;
    requests.decodeStart[id] = decode;
    requests.end[id] = decode + (output - 1) * spec.secondsPerToken * (1 + 0.05 * Math.sin(id));
    requests.promptTokens[id] = prompt;
    requests.outputTokens[id] = output;
    requests.decodeLane[id] = id % spec.pools[spec.pools.length - 1]!.lanesPerInstance;
  });
  const durationSeconds = Math.max(...requests.end);
  return {
    requests,
    durationSeconds,
    pools: spec.pools.map((pool) => ({
      ...pool,
      name: pool.role,
      model: 'llama-3.1-70b',
      owner: null,
      roundTripSeconds: 0,
      stepTimes: Float64Array.of(0),
      stepBoundBy: [pool.boundBy ?? 'bytes'],
      ...series(pool, requests, durationSeconds),
    })),
    link:
      spec.linkSeconds === null
        ? null
        : { bytesPerSecond: 50e9, latencySeconds: 0, busyShare: new Float32Array(BUCKETS) },
    tiers: [],
  };
}

/** State of a pool on the grid: each request adds to the buckets that it spans. */
function series(pool: SideSpec['pools'][number], requests: Snapshot['requests'], duration: number) {
  const running = new Float32Array(BUCKETS);
  const waiting = new Float32Array(BUCKETS);
  const kvBytes = new Float32Array(BUCKETS);
  const prompts = new Float32Array(BUCKETS);
  const decodes = pool.role !== 'prefill';
  const prefills = pool.role !== 'decode';
  const add = (column: Float32Array, from: number, to: number, amount: number) => {
    const first = Math.ceil((from / duration) * BUCKETS - 0.5);
    for (let bucket = first; bucket < (to / duration) * BUCKETS - 0.5; bucket++) column[bucket]! += amount;
  };
  for (let id = 0; id < requests.count; id++) {
    const bytes = (requests.promptTokens[id]! + requests.outputTokens[id]! / 2) * KV_BYTES_PER_TOKEN;
    const [start, first, end] = [requests.prefillStart[id]!, requests.firstToken[id]!, requests.end[id]!];
    if (prefills) add(waiting, requests.arrival[id]!, start, 1);
    if (prefills) add(prompts, start, first, 1);
    const [from, to] = [prefills ? start : first, decodes ? end : first];
    add(running, from, to, 1);
    add(kvBytes, from, to, bytes);
  }
  const lanes = pool.instances * pool.lanesPerInstance;
  const busyShare = (decodes ? running : prompts).map((n) => Math.min(1, decodes ? n / lanes : n));
  return { buckets: BUCKETS, busyShare, running, waiting, kvBytes };
}

const H100 = { chipId: 'h100-sxm', chipName: 'H100 SXM', tier: 'hbm', chips: 8, idleChips: 0, instances: 1 };
const EIGHT_H100 = { ...H100, lanesPerInstance: 1, weightBytes: 70.6e9, capacityBytes: 640e9 };

export function colocated(options?: FixtureOptions): Snapshot {
  const pool = { ...EIGHT_H100, role: 'mixed', boundBy: 'bytes' as const };
  return simulateRoughly(
    { prefillTokensPerSecond: 12_000, secondsPerToken: 0.013, linkSeconds: null, pools: [pool] },
    options,
  );
}

export function disaggregated(options?: FixtureOptions): Snapshot {
  const prefill = { ...EIGHT_H100, role: 'prefill', boundBy: 'compute' as const };
  const decode = {
    role: 'decode',
    chipId: 'groq-lpu-v1',
    chipName: 'Groq LPU v1',
    tier: 'sram',
    chips: 576,
    idleChips: 0,
    instances: 1,
    lanesPerInstance: 72,
    weightBytes: 70.6e9,
    capacityBytes: 132e9,
    boundBy: 'latency' as const,
  };
  return simulateRoughly(
    {
      prefillTokensPerSecond: 14_000,
      secondsPerToken: 0.0034,
      linkSeconds: 0.06,
      pools: [prefill, decode],
    },
    options,
  );
}

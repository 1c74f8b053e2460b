import { describe, expect, it } from 'vitest';
import type { MemoryInput } from '../input';
import { HOST, LINEAGE } from '../memory/fixtures';
import type { TierInput } from '../memory/tier-input';
import type { Rounds } from '../layout/pool-plan';
import { kvBytesOfSequence } from '../model/kv-bytes';
import { streamKey, uniform } from '../number/random';
import type { SessionWorkload } from '../workload/session-workload';
import { toyModel, toyPlan, toyPool, type ToyPool } from './fixtures';
import { prefixReport } from './prefix-report';
import { rememberIfPossible } from './remember';
import { tokensOfRound } from './round-draws';
import { turnsOf } from './sessions-part';
import { Simulation, type SimulationOptions } from './simulation';

const BYTES = kvBytesOfSequence(toyModel().shape, 16, 'bf16');

const WORKLOAD: SessionWorkload = {
  kind: 'synthetic',
  requests: 400,
  requestsPerSecond: 3,
  gapCv: 1,
  promptTokensMean: 1500,
  promptTokensCv: 1,
  outputTokensMean: 100,
  outputTokensCv: 1,
  maxContext: 100_000,
  sessions: {
    turns: 6,
    toolShare: 0.5,
    toolGapSecondsMean: 3,
    humanGapSecondsMean: 20,
    humanGapCv: 1.5,
    systemTokens: 200,
    systemPrompts: 2,
  },
};

interface Asked {
  pool?: ToyPool;
  tiers?: TierInput[] | null;
  memory?: Partial<MemoryInput>;
  split?: boolean;
  options?: SimulationOptions;
  workload?: Partial<SessionWorkload>;
}

/** Tiers null: no KV memory at all. */
function run({ pool = {}, tiers = [], memory = {}, split = false, options = {}, workload = {} }: Asked) {
  const asked = { ...WORKLOAD, ...workload };
  const { requests, arrivals } = turnsOf(asked, 5);
  const link = { bytesPerSecond: 1e12, latencySeconds: 1e-5, mode: 'layered' } as const;
  const plan = split
    ? toyPlan([toyPool({ ...pool, role: 'prefill' }), toyPool({ role: 'decode', lanes: 4 })], link)
    : toyPlan([toyPool(pool)]);
  const sim = new Simulation(plan, toyModel(), requests, { arrivals, ...options });
  if (tiers !== null) {
    const input = { eviction: LINEAGE, tiers, fetchMode: 'split', prefetch: false, ...memory } as const;
    expect(rememberIfPossible(sim, input, asked)).toBeNull();
  }
  sim.run(Infinity, 5e6);
  expect(sim.completed).toBe(asked.requests);
  return { sim, requests, report: prefixReport(sim) };
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const asked = (sim: Simulation): number => sum(sim.requests.prompt);
const meanTtft = ({ requests }: Simulation): number =>
  sum(requests.firstToken.map((t, i) => t - requests.arrival[i]!)) / requests.count;

describe('turns in a run', () => {
  it('come a pause after the answer before, or by the clock, and are numbered as they come', () => {
    const { sim, requests: turns } = run({});
    const { requests } = sim;
    const place = new Map(Array.from(requests.identity, (row, request) => [row, request]));
    let followed = 0;
    for (let i = 0; i < requests.count; i++) {
      const row = requests.identity[i]!;
      expect(requests.prompt[i]).toBe(turns.promptTokens[row]);
      if (i > 0) expect(requests.arrival[i]).toBeGreaterThanOrEqual(requests.arrival[i - 1]!);
      if (!Number.isNaN(turns.arrival[row]!)) expect(requests.arrival[i]).toBe(turns.arrival[row]);
      const next = turns.next[row]!;
      if (next < 0) continue;
      followed++;
      expect(requests.arrival[place.get(next)!]).toBe(requests.end[i]! + turns.gapSeconds[next]!);
    }
    expect(followed).toBeGreaterThan(200);
  });

  it('are the same turns on any cluster (common random numbers)', () => {
    const [one, two] = [
      run({}),
      run({ pool: { cost: { perPromptToken: 2e-4 }, instances: 3 }, tiers: null }),
    ];
    expect(two.requests).toEqual(one.requests);
    expect([...two.sim.requests.identity].sort()).toEqual([...one.sim.requests.identity].sort());
  });
});

describe('memory of the device', () => {
  it('holds what running requests use and what is kept of others, never more than it has', () => {
    const capacity = 4000;
    const pool = { blocks: capacity };
    const { sim } = run({ pool });
    const without = run({ pool, tiers: null }).sim;
    const { kvSeries, keptSeries } = sim.pools[0]!.meter;
    const [running, kept] = [kvSeries.means(sim.now), keptSeries.means(sim.now)];
    expect(keptSeries.peak).toBeGreaterThan(0.3 * capacity);
    running.forEach((bytes, i) => expect(bytes + kept[i]!).toBeLessThanOrEqual(capacity * 1.001));
    expect(without.pools[0]!.meter.keptSeries.total).toBe(0);
  });
});

describe('draws belong to the turn, not to its number in the run', () => {
  const slow = { perPromptToken: 2e-4 };
  const plain = { pool: { instances: 4 }, tiers: null };
  const other = { pool: { instances: 4, cost: slow }, tiers: null };

  it('power of two looks at the same two instances whatever the cluster', () => {
    const seed = 11;
    const key = streamKey(seed, 'route');
    const sims = [plain, other].map((of) => run({ ...of, options: { routing: 'p2c', seed } }).sim);
    const [one, two] = sims.map(({ requests }) => requests.identity);
    expect(one).not.toEqual(two);
    for (const { requests } of sims) {
      requests.identity.forEach((row, request) => {
        const first = Math.floor(uniform(key, row, 0) * 4);
        const second = Math.floor(uniform(key, row, 1) * 3);
        expect([first, second >= first ? second + 1 : second]).toContain(requests.prefillInstance[request]);
      });
    }
  });

  it('a round of drafts brings a turn the same tokens whatever the cluster', () => {
    const rounds = { drafted: 4, acceptance: 0.7 } as Rounds;
    const [one, two] = [plain, other].map((of) => {
      const { sim } = run(of);
      const tokens = new Map<number, number>();
      sim.requests.identity.forEach((row, request) =>
        tokens.set(row, tokensOfRound(sim, request, 3, rounds)),
      );
      return [...tokens].sort(([a], [b]) => a - b);
    });
    expect(one).toEqual(two);
    expect(new Set(one!.map(([, tokens]) => tokens)).size).toBeGreaterThan(3);
  });
});

describe('what is found is not billed', () => {
  it('every prompt token is computed, found or fetched, and more memory means less to compute', () => {
    const tier = (blocks: number): TierInput => ({ ...HOST, capacityBytes: blocks * BYTES });
    const pool = { blocks: 900, maxSequences: 8 };
    const workload = { requestsPerSecond: 0.5 };
    const runs = [
      run({ pool, tiers: null, workload }),
      run({ pool, tiers: [], workload }),
      run({ pool, tiers: [tier(1500)], workload }),
      run({ pool, tiers: [tier(1e6)], workload }),
    ];
    const computed = runs.map(({ sim, report }) => {
      expect(sim.preemptions).toBe(0);
      const { prefillTokens } = sim.pools[0]!.meter;
      const found = report === null ? 0 : report.reused_tokens + report.fetched_tokens;
      expect(prefillTokens + found).toBe(asked(sim));
      return prefillTokens;
    });
    for (let i = 1; i < runs.length; i++) expect(computed[i]).toBeLessThan(computed[i - 1]!);
    // What is not computed is nobody's bill: chip-seconds at full power, over all requests.
    const billed = runs.map(({ sim }) => sum(sim.requests.tdpSeconds));
    for (let i = 1; i < runs.length; i++) expect(billed[i]).toBeLessThan(billed[i - 1]!);
    // Bytes of a tier: what was read is whole blocks, what was written is there or was given up.
    for (const { sim } of runs.slice(2)) {
      const [tier] = sim.memory!.stack.tiers;
      expect(tier!.bytesRead).toBeCloseTo(tier!.hits * tier!.blockBytes, 0);
      expect(tier!.bytesWritten - tier!.evictedBytes).toBeCloseTo(tier!.residentBytes, 0);
      expect(tier!.residentBytes).toBeLessThanOrEqual(tier!.input.capacityBytes);
    }
  });

  it('a tier that forgets says how far back it remembers', () => {
    const small = run({
      pool: { blocks: 900, maxSequences: 8 },
      tiers: [{ ...HOST, capacityBytes: 1500 * BYTES }],
    });
    const large = run({ tiers: [{ ...HOST, capacityBytes: 1e6 * BYTES }] });
    expect(small.report!.device_remembers_s).toBeGreaterThan(0);
    expect(small.report!.tiers[0]!.remembers_s).toBeGreaterThan(small.report!.device_remembers_s!);
    expect([large.report!.device_remembers_s, large.report!.tiers[0]!.remembers_s]).toEqual([null, null]);
  });
});

describe('pools of their own for prompts and answers', () => {
  it('answers go back to tiers, where the next turn finds them', () => {
    const alone = run({ split: true, tiers: [] });
    const behind = run({ split: true, tiers: [HOST], memory: { fetchMode: 'fetch' } });
    // The device knows all prompts; what tiers add is answers, and each of them once.
    expect(alone.report!.fetched_tokens).toBe(0);
    const answers = sum(behind.requests.outputTokens.filter((_, row) => behind.requests.next[row]! >= 0));
    expect(behind.report!.fetched_tokens).toBeGreaterThan(0.6 * answers);
    expect(behind.report!.fetched_tokens).toBeLessThanOrEqual(answers + 16 * behind.requests.count);
    expect(behind.sim.pools[0]!.meter.prefillTokens).toBeLessThan(alone.sim.pools[0]!.meter.prefillTokens);
  });

  it('a tier that takes what is given up takes answers too', () => {
    const { report } = run({
      split: true,
      tiers: [{ ...HOST, fill: 'back' }],
      memory: { fetchMode: 'fetch' },
    });
    expect(report!.fetched_tokens).toBeGreaterThan(0);
  });
});

describe('prefetch', () => {
  it('hides loading behind waiting in the queue', () => {
    // A tier of high latency and a pool that is busy with prompts but not short of memory.
    const tiers = [{ ...HOST, latencySeconds: 0.3 }];
    const busy = {
      pool: { blocks: 6000, cost: { perPromptToken: 4e-4 } },
      tiers,
      workload: {
        requestsPerSecond: 3,
        sessions: { ...WORKLOAD.sessions, toolShare: 0, humanGapSecondsMean: 60 },
      },
    };
    const off = run({ ...busy, memory: { fetchMode: 'fetch' } });
    const on = run({ ...busy, memory: { fetchMode: 'fetch', prefetch: true } });
    expect(off.report!.fetched_tokens).toBeGreaterThan(0);
    expect(on.report!.fetched_tokens).toBeGreaterThan(0);
    expect(meanTtft(on.sim)).toBeLessThan(meanTtft(off.sim));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHIPS, MODELS } from '../data/catalog';
import { cards } from '../engine/derive/cards';
import { wrongCards } from '../engine/derive/fixtures';
import { estimateReport } from '../engine/estimate-report';
import type { ArchitectureId, EngineInput, TraceWorkload } from '../engine/input';
import type { SideReport } from '../engine/result';
import { simulate } from '../engine/sim/simulate';
import { decode } from './codec';
import { ARCHITECTURES, DEFAULT_SCENARIO, isSinglePool, sideOf } from './defaults';
import { patchScenario } from './patch';
import { resolve } from './resolve';
import type { KvOptions, MorePool, Scenario, Sessions, SideScenario } from './scenario';
import { WORKLOADS } from './workloads';

/** `TOKENYARD_RUNS=5000` for a longer look. */
const RUNS = Number(process.env['TOKENYARD_RUNS'] ?? 500);
const CARD_RUNS = (3 * RUNS) / 5;

const pool = fc.record({
  chip: fc.constantFrom(...CHIPS.map((chip) => chip.id)),
  count: fc.constantFrom(1, 2, 3, 8, 16, 72, 576, 2048),
});

/** Mostly small models: a large one seldom leaves room for what it drafts for. */
const spec = fc.record({
  drafted: fc.constantFrom(0, 1, 4, 16),
  acceptance: fc.constantFrom(0, 0.3, 0.8, 1),
  model: fc.constantFrom('llama-3.2-1b', 'qwen3-0.6b', 'gemma-3-4b', 'gpt-oss-20b'),
  pool: fc.option(pool),
  sampled: fc.boolean(),
});
const split = fc.record({
  ffn: pool,
  micro: fc.constantFrom<number | 'auto'>('auto', 1, 3, 64),
  alpha: fc.constantFrom(0, 5, 1000),
  afdlink: fc.constantFrom(0.1, 50, 10_000),
});

/** Mostly none. */
const parallel = fc.record({
  pp: fc.constantFrom(1, 1, 1, 1, 1, 1, 2, 3),
  ep: fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 1, 2, 4),
  overlap: fc.constantFrom(0, 0.8, 1),
});

const kvOptions: fc.Arbitrary<KvOptions> = fc.record({
  evict: fc.constantFrom<KvOptions['evict']>('lineage', 'lru', 'lfu', 'cost'),
  write: fc.constantFrom<KvOptions['write']>('through', 'back'),
  admit: fc.constantFrom(null, 1, 3),
  fetch: fc.constantFrom<KvOptions['fetch']>('split', 'auto', 'fetch', 'recompute'),
  prefetch: fc.constantFrom<KvOptions['prefetch']>('on', 'off'),
});

/** Half of all without sessions; many turns of a short context cannot be. */
const sessions: fc.Arbitrary<Sessions> = fc.record({
  turns: fc.constantFrom(1, 1, 1, 2, 5, 30),
  tool: fc.constantFrom(0, 0.7, 1),
  gap: fc.constantFrom(0.1, 60, 86_400),
  toolgap: fc.constantFrom(0.01, 3),
  sys: fc.constantFrom(0, 0, 100, 20_000),
  prefixes: fc.constantFrom(1, 7),
});

/** A pool or two beside those of the architecture, mostly ones that work. */
const more = fc.array(
  fc
    .record({
      role: fc.constantFrom<MorePool['role']>('mixed', 'mixed', 'edge', 'prefill', 'decode'),
      model: fc.constantFrom(null, null, 'llama-3.1-8b', 'llama-3.2-1b'),
      own: pool,
    })
    .map(({ own, ...rest }): MorePool => ({ ...rest, ...own })),
  { minLength: 1, maxLength: 2 },
);

/** Half of all without classes. */
const classes: fc.Arbitrary<Scenario['classes']> = fc.constantFrom(
  null,
  null,
  null,
  [{ id: 'interactive', share: 1, model: null }],
  [
    { id: 'voice', share: 3, model: null },
    { id: 'batch', share: 2, model: null },
    { id: 'long', share: 1, model: null },
  ],
  [
    { id: 'edge', share: 1, model: null },
    { id: 'small', share: 1, model: null },
  ],
);

const rules: fc.Arbitrary<SideScenario['rules']> = fc.array(
  fc.record(
    {
      class: fc.constantFrom('voice', 'long', 'batch'),
      room: fc.constant(true),
      to: fc.constantFrom('edge' as const, 'sram' as const, 'gpu' as const, 'largest-batch' as const),
    },
    { requiredKeys: ['to'] },
  ),
  { maxLength: 4 },
);

const side: fc.Arbitrary<SideScenario> = fc
  .record({
    architecture: fc.constantFrom<ArchitectureId>(...ARCHITECTURES),
    prefill: pool,
    decode: pool,
    own: fc.boolean(),
    tp: fc.constantFrom<'auto' | number>('auto', 1, 4, 8),
    rules,
    route: fc.constantFrom(null, 'rr', 'p2c', 'kvtime', 'kv', 'class', 'slo'),
    more: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: more }),
    reject: fc.constantFrom<SideScenario['reject']>('none', 'slo'),
    spec: fc.option(spec, { freq: 2 }),
    split,
    parallel,
    tiers: fc.constantFrom(
      null,
      'device',
      'device,dram:1b',
      'device,dram:1b,cxl:2b,flash,podflash,net:100t:1m',
    ),
    kvOptions,
  })
  .map(({ architecture, prefill, decode, own, tp, ...rest }) => {
    const usual = sideOf(architecture);
    const pools = own ? { prefill: isSinglePool(architecture) ? null : prefill, decode } : {};
    const split = own ? rest.split : usual.split;
    return { ...usual, ...rest, ...pools, split, tensorParallel: tp };
  });

const log = (min: number, max: number): fc.Arbitrary<number> =>
  fc
    .double({ min: Math.log(min), max: Math.log(max), noNaN: true })
    .map((x) => Number(Math.exp(x).toPrecision(4)));

const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    ctx: log(128, 4e6).map(Math.round),
    io: log(1 / 16, 1000),
    rps: log(0.001, 1000),
    conc: fc.constantFrom(null, null, null, 1, 40, 3000),
    seed: fc.nat(1e6),
    workload: fc.constantFrom(...WORKLOADS.map((w) => w.id)),
    model: fc.option(fc.constantFrom(...MODELS.map((m) => m.id))),
    size: log(5e8, 2e12),
    skew: fc.constantFrom(null, null, 0, 0.7, 1.2),
    attn: fc.constantFrom('gqa' as const, 'mla' as const),
    fmt: fc.constantFrom('auto' as const, 'bf16' as const, 'fp8' as const, 'nvfp4' as const, 'int4' as const),
    kv: fc.constantFrom('bf16' as const, 'fp8' as const, 'int4' as const),
    classes,
    slo: fc.constantFrom(null, { ttft: 0.5, tpot: null }, { ttft: 1, tpot: 0.03 }),
    a: side,
    sessions,
  })
  .map(({ model, size, ...rest }) =>
    patchScenario(DEFAULT_SCENARIO, {
      ...rest,
      // Two dozen requests of so many tokens that crowd each other out of every memory take minutes.
      requests: rest.ctx > 100_000 ? 5 : 25,
      b: null,
      ...(model === null ? { size } : { model }),
    }),
  );

/** Paths of numbers that are no numbers. */
function broken(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${String(value)}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => broken(part, `${path}.${key}`));
}

function check(report: SideReport): void {
  expect(broken(report)).toEqual([]);
  if (!report.feasible) {
    expect(report.reason).toMatch(/\w.*\.$/);
    return;
  }
  if (report.energy_parts_j !== null) {
    const parts = Object.values(report.energy_parts_j).reduce((sum, joules) => sum + joules, 0);
    // Where everybody was turned away nothing was used.
    if (report.facility_energy_j === 0) expect(parts).toBe(0);
    else expect(parts / report.facility_energy_j!).toBeCloseTo(1, 9);
    for (const joules of Object.values(report.energy_parts_j)) expect(joules).toBeGreaterThanOrEqual(0);
  }
  expect(report.chips).toBeGreaterThan(0);
  if (report.usd_per_million !== null && report.usd_per_hour! > 0)
    expect(income(report) / report.usd_per_hour!).toBeCloseTo(1, 9);
}

describe('any scenario that a link can state', () => {
  it('uses nothing where everybody is turned away', () => {
    const everybody = 'v=1&model=qwen3-30b-a3b&kv=int4&ctx=300100&io=1&n=5&seed=459632&workload=code';
    const { a } = resolve(decode(`${everybody}&classes=interactive:1&a=edge&a.reject=slo&b=none`).scenario);
    if (a.kind !== 'ready') throw new Error('it has an input');
    const { report } = simulate(a.input);
    expect(report.rejected).toBe(5);
    check(report);
  });

  it('runs to the end, or says why not, without a number that is none', () => {
    let feasible = 0;
    fc.assert(
      fc.property(scenario, (s) => {
        const resolved = resolve(s).a;
        if (resolved.kind === 'impossible') {
          expect(resolved.reason).toMatch(/\w.*\.$/);
          return;
        }
        const { report } = simulate(resolved.input);
        check(report);
        check(estimateReport(resolved.input));
        if (!report.feasible) return;
        feasible++;
        expect(report.completed + report.rejected).toBe(s.requests);
        if (report.completed > 0 && report.rejected === 0) expect(report.ttft_s!.mean).toBeGreaterThan(0);
      }),
      { numRuns: RUNS },
    );
    // The arbitrary must not have drifted to where nothing fits.
    expect(feasible).toBeGreaterThan(RUNS / 20);
  });
});

/** The requests of a file instead of drawn ones, as lengthy as those were meant to be. */
function asTrace({ workload: w }: EngineInput): TraceWorkload | null {
  if (w.kind !== 'synthetic' || w.sessions !== undefined || w.classes !== undefined) return null;
  const numbers = Array.from({ length: w.requests }, (_, i) => i);
  return {
    kind: 'trace',
    name: 'file.csv',
    arrivalSeconds: Float64Array.from(numbers, (i) => (i - (i % 3) / 2) / w.requestsPerSecond),
    promptTokens: Int32Array.from(numbers, (i) => Math.ceil(w.promptTokensMean * (0.5 + (i % 5) / 4))),
    outputTokens: Int32Array.from(numbers, (i) => Math.ceil(w.outputTokensMean * (0.5 + (i % 4) / 3))),
  };
}

describe('number cards of any scenario', () => {
  it('stand behind every number shown and give it to four digits, simulated or not, overloaded or not', () => {
    const seen = { steady: 0, saturated: 0, infeasible: 0 };
    fc.assert(
      fc.property(scenario, fc.boolean(), (s, fromFile) => {
        const resolved = resolve(s).a;
        if (resolved.kind === 'impossible') return;
        const trace = fromFile ? asTrace(resolved.input) : null;
        const input = trace === null ? resolved.input : { ...resolved.input, workload: trace };
        const simulated = simulate(input).report;
        if (!simulated.feasible) {
          seen.infeasible++;
          expect(cards(input, simulated)).toEqual([]);
          return;
        }
        seen[simulated.saturated ? 'saturated' : 'steady']++;
        expect(wrongCards(cards(input, simulated), simulated, 'run')).toEqual([]);
        const estimated = estimateReport(input);
        expect(wrongCards(cards(input, estimated), estimated, 'closedForm')).toEqual([]);
      }),
      { numRuns: CARD_RUNS },
    );
    // The arbitrary must not have drifted to where one of them never happens: the rarest is one in thirty.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });
});

/** Dollars an hour that the prices of tokens bring in at the rates reported. */
function income(report: SideReport): number {
  const { input, cached_input: cached, output } = report.usd_per_million!;
  const outputRate = report.output_tokens_per_s!;
  const all = (report.usd_per_hour! * 1e6) / 3600 / report.usd_per_million_total_tokens!;
  const hit = report.prefix?.hit_share ?? 0;
  const perPrompt = (1 - hit) * input + hit * (cached ?? input);
  return (((all - outputRate) * perPrompt + outputRate * output) * 3600) / 1e6;
}

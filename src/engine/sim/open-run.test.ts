import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../scenario/codec';
import { PRESETS } from '../../scenario/presets';
import { resolve } from '../../scenario/resolve';
import type { Scenario } from '../../scenario/scenario';
import type { EngineInput, TraceWorkload } from '../input';
import { FLASH, HOST } from '../memory/fixtures';
import { streamKey, uniform } from '../number/random';
import { ALL_PARTS } from './all-parts';
import { Checkpoints } from './checkpoints';
import { copyState } from './copy-state';
import { resultHash } from './hash';
import { ledgerLines } from './ledger-csv';
import { OpenRun } from './open-run';
import { Runner } from './runner';
import type { Simulation } from './simulation';

function inputsOf(scenario: Scenario): EngineInput[] {
  const { a, b } = resolve({ ...scenario, requests: 80 });
  return [a, b].flatMap((side) => (side?.kind === 'ready' ? [side.input] : []));
}

/** Prompts that begin like earlier ones, on a cluster of eight instances that keeps KV on the device and behind it. */
function withMemory(seed: number): EngineInput {
  const [input] = inputsOf(decode('v=1&size=8b&a.tp=1').scenario) as [EngineInput];
  const n = 120;
  const key = streamKey(seed, 'test');
  const blockTokens = 64;
  const offsets = [0];
  const ids: number[] = [];
  const prompts: number[] = [];
  for (let i = 0; i < n; i++) {
    const family = Math.floor(uniform(key, i) * 8);
    const blocks = 4 + Math.floor(uniform(key, i, 1) * 60);
    for (let b = 0; b < blocks; b++) ids.push(b < 40 ? 1000 * family + b : 10_000 * (i + 1) + b);
    offsets.push(ids.length);
    prompts.push(blocks * blockTokens);
  }
  const workload: TraceWorkload = {
    kind: 'trace',
    name: 'made up',
    arrivalSeconds: Float64Array.from({ length: n }, (_, i) => i * 0.05),
    promptTokens: Int32Array.from(prompts),
    outputTokens: Int32Array.from({ length: n }, (_, i) => 5 + Math.floor(uniform(key, i, 2) * 200)),
    blockOffsets: Int32Array.from(offsets),
    blockIds: Int32Array.from(ids),
    blockTokens,
  };
  const back = { ...HOST, fill: 'back' as const, capacityBytes: 40e6 };
  const memory = {
    eviction: { id: 'lru', options: {} },
    tiers: [back, FLASH],
    fetchMode: 'auto' as const,
    prefetch: seed % 2 === 0,
  };
  return { ...input, seed, workload, cluster: { ...input.cluster, routing: 'kv', memory } };
}

const CASES: [string, EngineInput][] = [
  ...PRESETS.flatMap(({ id, scenario }) =>
    inputsOf(scenario).map((input, i): [string, EngineInput] => [`${id} ${'ab'[i]!}`, input]),
  ),
  ...[
    'v=1&a=afd&b=none',
    'v=1&b=none&a.spec=4:0.7:llama-3.2-1b:h100-sxmx2:sampled',
    'v=1&b=none&size=8b&a.tp=1&classes=interactive:3,batch:1&rps=8',
  ].flatMap((link) => inputsOf(decode(link).scenario).map((input): [string, EngineInput] => [link, input])),
  ['memory', withMemory(1)],
  [
    'a closed loop',
    {
      ...withMemory(2),
      workload: {
        kind: 'closed',
        users: 6,
        requests: 60,
        promptTokens: 900,
        outputTokens: 90,
        shortest: 0.5,
      },
    },
  ],
];

const straight = (input: EngineInput): Runner => {
  const runner = new Runner(input, ALL_PARTS, { ledger: true });
  while (!runner.advance());
  return runner;
};
/** Every segment of every request as text: comparing growable columns themselves is slow. */
const ledgerRows = (simulation: Simulation): string => [...ledgerLines('a', simulation)].join('\n');
const hashOf = (simulation: Simulation | null): string => resultHash(simulation!.requests);

describe.each(CASES)('open in time: %s', (_, input) => {
  const whole = straight(input);
  const end = whole.simulation!.now;

  it('a copy taken anywhere goes on to the same end, and leaves the run it was taken from alone', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const runner = new Runner(input, ALL_PARTS, { ledger: true });
        const simulation = runner.simulation!;
        simulation.run(end * share, Infinity);
        const { copy } = copyState(simulation, runner.given);
        const before = hashOf(simulation);
        copy.run(Infinity, Infinity);
        expect(hashOf(simulation)).toBe(before);
        simulation.run(Infinity, Infinity);
        expect(hashOf(copy)).toBe(hashOf(whole.simulation));
        expect(hashOf(simulation)).toBe(hashOf(whole.simulation));
        expect(ledgerRows(copy)).toEqual(ledgerRows(whole.simulation!));
        expect(copy.eventsHandled).toBe(simulation.eventsHandled);
      }),
      { numRuns: 4 },
    );
  });

  it('going to any times, in any order, gives the state of those times', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 4 }),
        (shares) => {
          const open = OpenRun.of(input, ALL_PARTS);
          for (const share of shares) {
            open.seek(end * share);
            const { simulation } = new Runner(input, ALL_PARTS);
            simulation!.run(end * share, Infinity);
            expect(hashOf(open.simulation)).toBe(hashOf(simulation));
            expect(open.simulation!.eventsHandled).toBe(simulation!.eventsHandled);
          }
          open.seek(Infinity);
          expect(open.outcome().report.hash).toBe(hashOf(whole.simulation));
        },
      ),
      { numRuns: 3 },
    );
  });

  it('a fork with the same policy ends alike; with another, all tokens before it are the same', () => {
    const open = OpenRun.of(input, ALL_PARTS);
    const at = end / 3;
    open.seek(at);
    const same = open.fork();
    const other = open.fork(input.cluster.routing === 'rr' ? 'least' : 'rr');
    for (const fork of [same, other]) fork.seek(Infinity);
    expect(hashOf(same.simulation)).toBe(hashOf(whole.simulation));
    const [ours, theirs] = [whole.simulation!.requests, other.simulation!.requests];
    for (let i = 0; i < ours.count; i++) {
      for (const column of ['firstToken', 'end'] as const) {
        if (ours[column][i]! <= at) expect(theirs[column][i]).toBe(ours[column][i]);
        else expect(theirs[column][i]! > at || Number.isNaN(theirs[column][i]!)).toBe(true);
      }
    }
    expect(() => other.seek(at / 2)).toThrow(/begins at/);
  });
});

describe('open in time', () => {
  it('a fork with another policy goes another way', () => {
    const open = OpenRun.of(withMemory(3), ALL_PARTS);
    open.seek(2);
    const other = open.fork('rr');
    open.seek(Infinity);
    other.seek(Infinity);
    expect(other.outcome().report.hash).not.toBe(open.outcome().report.hash);
  });

  it('a report in the middle is of what has happened by then', () => {
    const open = OpenRun.of(withMemory(4), ALL_PARTS);
    open.seek(2.5);
    const { report } = open.outcome();
    expect(report.requests).toBe(51);
    expect(report.completed).toBeLessThan(51);
    expect(report.duration_s).toBeCloseTo(2.5, 9);
    expect(report.notes.join(' ')).toMatch(/first 2.5 s .* 51 requests have arrived/);
    const parts = Object.values(report.energy_parts_j!).reduce((a, b) => a + b, 0);
    expect(parts / report.facility_energy_j!).toBeCloseTo(1, 9);
    open.seek(Infinity);
    const after = open.outcome().report;
    expect(after.completed).toBe(120);
    const runner = new Runner(withMemory(4), ALL_PARTS);
    while (!runner.advance());
    expect(after).toEqual(runner.outcome().report);
  });

  it('checkpoints stay within their memory', () => {
    const input = withMemory(5);
    const runner = new Runner(input, ALL_PARTS);
    // A run grows as it goes on: the bound is stated in states of its end.
    const ended = new Runner(input, ALL_PARTS);
    while (!ended.advance());
    const { bytes } = copyState(ended.simulation!, ended.given);
    const kept = new Checkpoints(3.9 * bytes, runner.given, 64);
    const counts = new Set<number>();
    do {
      kept.offer(runner.simulation!);
      counts.add(kept.count);
      expect(kept.bytes).toBeLessThanOrEqual(3.9 * bytes);
    } while (!runner.advance(64));
    expect(Math.max(...counts)).toBeGreaterThan(1);
    expect(kept.before(0)!.eventsHandled).toBe(0);
    const { now, eventsHandled } = runner.simulation!;
    expect(kept.before(now)!.eventsHandled).toBeGreaterThan(eventsHandled / 4);
  });

  it('a run that takes too many events ends with a sentence', () => {
    const runner = new Runner(withMemory(6), ALL_PARTS, { eventLimit: 300 });
    let turns = 0;
    while (!runner.advance(64)) expect(++turns).toBeLessThan(10);
    const { report } = runner.outcome();
    expect(runner.eventsHandled).toBe(300);
    expect(report.notes.join(' ')).toMatch(/Given up after 300 events.*of 120 requests settled/);
    expect(report.completed).toBeLessThan(120);
    expect(report.requests).toBeLessThan(120);
  });
});

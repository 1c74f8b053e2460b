import { describe, expect, it, test } from 'vitest';
import { curve } from '../engine/curves';
import { estimateReport } from '../engine/estimate-report';
import type { EngineInput } from '../engine/input';
import { simulate } from '../engine/sim/simulate';
import { decode } from './codec';
import { resolve } from './resolve';

function inputOf(link: string): EngineInput {
  const { scenario, problems } = decode(link);
  expect(problems).toEqual([]);
  const side = resolve(scenario).a;
  if (side.kind !== 'ready') throw new Error(side.reason);
  return side.input;
}

/** Alone, with eight turns of people, four thousand of them at a third of the load that the side can carry. */
const PEOPLE = 'a=gpu&b=none&turns=8&rps=2&n=4000';
const AGENTS = 'workload=agent&a=gpu&b=none&turns=20&tool=.9&rps=2&n=4000&sys=2000';

describe('what the closed form expects KV memory to find, against runs', () => {
  // Stated: shares of tokens within 0.06, time to first token within a quarter, memory in time within a third.
  it.each([
    `${PEOPLE}&a.tiers=device`,
    `${PEOPLE}&a.tiers=device,dram:2t`,
    `${PEOPLE}&a.tiers=device,dram:2t&a.fetch=recompute`,
    `${AGENTS}&a.tiers=device`,
    `${AGENTS}&a.tiers=device,dram:2t`,
    // Four instances, and nobody asks where a session's KV is.
    `${PEOPLE}&a.prefill=h100-sxmx32&a.tiers=device&a.route=rr`,
    `${PEOPLE.replace('a=gpu', 'a=gpu-split')}&a.tiers=device,dram`,
  ])('%s', (link) => {
    const input = inputOf(link);
    const expected = estimateReport(input);
    const { report } = simulate(input);
    expect(report.saturated).toBe(false);
    const [predicted, seen] = [expected.prefix!, report.prefix!];
    expect(Math.abs(predicted.hit_share - seen.hit_share)).toBeLessThan(0.06);
    const share = (p: typeof seen): number => p.fetched_tokens / p.prompt_tokens;
    expect(Math.abs(share(predicted) - share(seen))).toBeLessThan(0.06);
    expect(expected.ttft_s!.mean / report.ttft_s!.mean).toBeGreaterThan(0.75);
    expect(expected.ttft_s!.mean / report.ttft_s!.mean).toBeLessThan(1.25);
    if (seen.device_remembers_s !== null) {
      expect(predicted.device_remembers_s! / seen.device_remembers_s).toBeGreaterThan(0.67);
      expect(predicted.device_remembers_s! / seen.device_remembers_s).toBeLessThan(1.5);
    }
  });

  it('curves see what tiers do', () => {
    const loads = Float64Array.of(0.5, 2, 4);
    const at = (link: string) => curve('load', loads, inputOf(link), null);
    const [without, device] = [at(PEOPLE), at(`${PEOPLE}&a.tiers=device`)];
    expect([...without.state]).toEqual([0, 0, 2]);
    expect([...device.state]).toEqual([0, 0, 0]);
    for (const i of [0, 1]) expect(device.ttftSeconds[i]).toBeLessThan(without.ttftSeconds[i]!);
    // Eight turns need prompts that are at least as long as the answers before them.
    const ratios = curve('ratio', Float64Array.of(1, 7, 100), inputOf(`${PEOPLE}&a.tiers=device`), null);
    expect([...ratios.state]).toEqual([1, 0, 0]);
  });
});

describe('lengths', () => {
  test('mean prompt and answer of a request are those that ctx and io ask for', () => {
    const link = 'a=gpu&b=none&turns=8&n=6000&ctx=8192&io=7:1&sys=1000&rps=.5&a.tiers=device';
    const { report } = simulate(inputOf(link));
    expect(report.prefix!.prompt_tokens / report.completed / 7168).toBeCloseTo(1, 1);
    expect(report.output_tokens_per_s! / report.requests_per_s! / 1024).toBeCloseTo(1, 1);
    expect(report.requests_per_s! / 0.5).toBeCloseTo(1, 1);
  });

  test.each([
    ['turns=9&io=1:1', /Sessions of 9 turns .* at least .* raise either, or ask for fewer turns\.$/],
    [
      'turns=4&conc=8',
      /^Sessions of 4 turns go without Concurrency \(requests in flight\): leave out either\.$/,
    ],
    ['sys=2000&conc=8', /^Requests after a system prompt of 2,000 go without Concurrency/],
    ['turns=2&sys=50k', /after a system prompt of 50,000 .* at least/],
  ])('%s is refused with what would do', (keys, reason) => {
    const side = resolve(decode(`a=gpu&b=none&${keys}`).scenario).a;
    expect(side.kind).toBe('impossible');
    if (side.kind === 'impossible') expect(side.reason).toMatch(reason);
  });
});

describe('keys without effect say so', () => {
  test.each([
    ['tool=.5', /tool.*needs turns/],
    ['gap=5', /gap.*needs turns/],
    ['turns=4&prefixes=3', /prefixes.*needs sys/],
    ['a.evict=lru', /a\.evict.*needs tiers/],
    ['turns=4&a.tiers=device&a.fetch=auto', /a\.fetch.*needs tiers behind the device/],
    ['a.tiers=device,dram:2t:9:9', /too much of dram/],
    ['a.tiers=device,dram:2t:1', /gives dram "1" a second; a client reads 1 MB\/s/],
    ['a.tiers=device,flash,dram', /out of order/],
  ])('%s', (keys, message) => {
    const { problems } = decode(`a=gpu&b=none&${keys}`);
    expect(problems.map((problem) => problem.message).join(' ')).toMatch(message);
  });

  test('every tier is one of the engine with its own rates', () => {
    const link = `${PEOPLE}&a.tiers=device,dram,cxl,flash,podflash,net&a.evict=cost&a.write=back&a.admit=3&a.fetch=auto&a.prefetch=on`;
    const { memory } = inputOf(link).cluster;
    expect(memory!.tiers.map(({ id }) => id)).toEqual(['G2', 'G2c', 'G3', 'G3.5', 'G4']);
    for (const tier of memory!.tiers) {
      expect([tier.eviction.id, tier.fill, tier.admitUses]).toEqual(['cost', 'back', 3]);
      expect(tier.read.perClient).toBeLessThanOrEqual(tier.read.aggregate);
    }
    expect([memory!.eviction.id, memory!.fetchMode, memory!.prefetch]).toEqual(['cost', 'auto', true]);
    const slow = inputOf(`${PEOPLE}&a.tiers=device,net:1t:250m`).cluster.memory!.tiers[0]!;
    expect([slow.read, slow.write]).toEqual([
      { perClient: 250e6, aggregate: 25e9 },
      { perClient: 250e6, aggregate: 25e9 },
    ]);
  });
});

import { expect, test } from 'vitest';
import { simulate } from '../engine/sim/simulate';
import { decode } from './codec';
import { PRESETS } from './presets';
import { resolve, type ResolvedSide } from './resolve';
import type { Scenario } from './scenario';

/** What the animation draws from says the same as the report of the same run. */

function run(side: ResolvedSide | null) {
  if (side === null) throw new Error('no such side');
  if (side.kind === 'impossible') throw new Error(side.reason);
  const { report, snapshot } = simulate(side.input);
  if (snapshot === null) throw new Error(report.reason ?? 'infeasible');
  return { report, snapshot };
}

function outcomeOf(link: string) {
  const read = decode(`b=none&n=400&${link}`);
  expect(read.problems).toEqual([]);
  return run(resolve(read.scenario).a);
}

function presetOf(id: string): Scenario {
  return PRESETS.find((preset) => preset.id === id)!.scenario;
}

const mean = (column: Float32Array) => column.reduce((sum, value) => sum + value, 0) / column.length;

test('tiers behind the device: what is held grows to what the report says, what is read adds up', () => {
  const { report, snapshot } = run(resolve(presetOf('four-tiers')).b);
  expect(snapshot.tiers.map(({ name }) => name)).toEqual(report.prefix!.tiers.map(({ name }) => name));
  snapshot.tiers.forEach((tier, t) => {
    const said = report.prefix!.tiers[t]!;
    expect(tier.capacityBytes).toBe(said.capacity_bytes);
    expect(mean(tier.readRate) * snapshot.durationSeconds).toBeCloseTo(
      said.read_bytes,
      -Math.log10(said.read_bytes / 1e4),
    );
    const last = tier.heldBytes[tier.heldBytes.length - 1]!;
    expect(Math.abs(last - said.resident_bytes!)).toBeLessThanOrEqual(0.02 * said.resident_bytes!);
  });
  const { reusedTokens, fetchedTokens } = snapshot.requests;
  const total = (column: Int32Array | undefined) => column!.reduce((sum, value) => sum + value, 0);
  expect(total(reusedTokens)).toBe(report.prefix!.reused_tokens);
  expect(total(fetchedTokens)).toBe(report.prefix!.fetched_tokens);
  expect(total(reusedTokens)).toBeGreaterThan(0);
});

test('companions name their owner, and several pools their model', () => {
  const afd = outcomeOf('a=afd').snapshot;
  const ffn = afd.pools.findIndex(({ role }) => role === 'ffn');
  expect(afd.pools[afd.pools[ffn]!.owner!]!.role).toBe('attention');
  const { pools } = outcomeOf(
    'classes=interactive:60,small:40&rps=2&a.more=mixed:h200-sxmx1/llama-3.1-8b',
  ).snapshot;
  expect(pools.map(({ name }) => name)).toEqual(['mixed 1', 'mixed 2']);
  expect(new Set(pools.map(({ model }) => model)).size).toBe(2);
});

test('single steps are in order of time and within the run; a link is busy when it carries', () => {
  const { pools, link, durationSeconds } = outcomeOf('a=gpu-split').snapshot;
  for (const { stepTimes, stepBoundBy } of pools) {
    expect(stepTimes.length).toBe(stepBoundBy.length);
    expect(stepTimes.length).toBeGreaterThan(16);
    stepTimes.forEach((time, i) => {
      expect(time).toBeGreaterThanOrEqual(i === 0 ? 0 : stepTimes[i - 1]!);
      expect(time).toBeLessThanOrEqual(durationSeconds);
    });
  }
  const busy = mean(link!.busyShare);
  expect(busy).toBeGreaterThan(0);
  expect(busy).toBeLessThan(1);
  expect(outcomeOf('a=gpu').snapshot.link).toBeNull();
});

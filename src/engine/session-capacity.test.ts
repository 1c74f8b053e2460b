import { expect, test } from 'vitest';
import { estimate } from './fast-path';
import { CHIPS } from './fixtures/chips';
import { poolOf } from './fixtures/companions';
import { fixtureModel } from './fixtures/models';
import type { EngineInput, SyntheticWorkload } from './input';
import { HOST, LINEAGE } from './memory/fixtures';
import { fullAt } from './session-capacity';

const WORKLOAD: SyntheticWorkload = {
  kind: 'synthetic',
  requests: 1000,
  requestsPerSecond: 1,
  gapCv: 1,
  promptTokensMean: 12_000,
  promptTokensCv: 0.5,
  outputTokensMean: 300,
  outputTokensCv: 0.5,
  maxContext: 131072,
  sessions: {
    turns: 10,
    toolShare: 0.5,
    toolGapSecondsMean: 3,
    humanGapSecondsMean: 60,
    humanGapCv: 1.5,
    systemTokens: 0,
    systemPrompts: 0,
  },
};

const side = (requestsPerSecond: number): EngineInput => ({
  seed: 1,
  model: fixtureModel('llama-3.1-70b'),
  workload: { ...WORKLOAD, requestsPerSecond },
  cluster: {
    architecture: 'gpu',
    routing: 'kv',
    pools: [poolOf({ chip: CHIPS.h100 })],
    link: null,
    memory: { eviction: LINEAGE, tiers: [], fetchMode: 'auto', prefetch: false },
    facility: { nodeFactor: 1.1, nodeWattsPerChip: 250, pue: 1.2 },
  },
});
const at = (rate: number) => fullAt(side(rate), { ...WORKLOAD, requestsPerSecond: rate });

test('a side is full at one rate, whatever the rate at hand, and below the capacity that it seems to have', () => {
  const full = at(0.2);
  for (const rate of [0.5, 1, 0.9 * full]) expect(at(rate) / full).toBeCloseTo(1, 1);
  expect(estimate(side(0.97 * full)).kind).toBe('steady');
  expect(estimate(side(1.03 * full)).kind).toBe('saturated');
  const now = estimate(side(0.2));
  expect(now.kind === 'steady' && now.maxRequestsPerSecond / full).toBeGreaterThan(1.2);
});

test('where it is full already, that is the rate at hand', () => {
  const full = at(0.2);
  expect(at(2 * full)).toBe(2 * full);
});

test('what tiers hold puts it off', () => {
  const { cluster, ...rest } = side(0.2);
  const memory = { ...cluster.memory!, tiers: [HOST] };
  const more = fullAt({ ...rest, cluster: { ...cluster, memory } }, { ...WORKLOAD, requestsPerSecond: 0.2 });
  expect(more).toBeGreaterThan(1.2 * at(0.2));
});

import { expect, test } from 'vitest';
import type { SideReport } from '../engine/result';
import { degreesText, leftOverText } from './degrees';
import { infeasibleReport, report } from './fixtures/reports';

const [usual] = report().pools;
const [hbm] = report().tiers;
const of = (...pools: Partial<SideReport['pools'][number] & { tier: string }>[]) =>
  report({
    pools: pools.map(({ tier: _, ...pool }) => ({ ...usual!, ...pool })),
    tiers: pools.map(({ name = 'mixed', tier = 'hbm' }) => ({ ...hbm!, pool: name, tier })),
  });

test('the degree that the layout took, named by pool where pools differ or some have none', () => {
  const [prefill, decode] = [
    { role: 'prefill', name: 'prefill' },
    { role: 'decode', name: 'decode' },
  ];
  expect(degreesText(of({ tensor_parallel: 8 }))).toBe('TP 8');
  expect(degreesText(of({ ...prefill, tensor_parallel: 4 }, { ...decode, tensor_parallel: 4 }))).toBe('TP 4');
  expect(degreesText(of({ ...prefill, tensor_parallel: 8 }, { ...decode, tensor_parallel: 4 }))).toBe(
    'TP 8 in prefill, TP 4 in decode',
  );
  expect(
    degreesText(of({ ...prefill, tensor_parallel: 8 }, { ...decode, tensor_parallel: 1, tier: 'sram' })),
  ).toBe('TP 8 in prefill');
});

test('nothing is said of one chip, of SRAM machines, of companions, and while nothing is known', () => {
  expect(degreesText(of({ chips: 1, tensor_parallel: 1 }))).toBeNull();
  expect(degreesText(of({ tier: 'sram', tensor_parallel: 1 }))).toBeNull();
  expect(degreesText(of({}, { role: 'draft', name: 'draft', tensor_parallel: 2 }))).toBe('TP 8');
  expect(degreesText(infeasibleReport())).toBeNull();
  expect(degreesText(null)).toBeNull();
});

test('chips that no instance takes are counted over all pools', () => {
  const pool = report().pools[0]!;
  const pools = [{ ...pool, chips_left_over: 3 }, pool, { ...pool, chips_left_over: 1 }];
  expect(leftOverText({ pools })).toBe('4 left over');
  expect(leftOverText({ pools: [pool] })).toBeNull();
});

import { describe, expect, test } from 'vitest';
import type { Waterfall } from '../../engine/result';
import { report } from '../fixtures/reports';
import { placeLabels } from './part-labels';
import { enlargement, waterfallBlock } from './waterfall-rows';

const waterfall = (scale: number): Waterfall => ({
  request: 311,
  e2e_s: 10 * scale,
  route_s: 0.25 * scale,
  queue_s: 0.75 * scale,
  fetch_s: 0.5 * scale,
  prefill_s: 1.5 * scale,
  room_s: 0.25 * scale,
  transfer_s: 0.25 * scale,
  wait_s: 0.5 * scale,
  decode_s: 5 * scale,
  stall_s: 1 * scale,
});

const three = { p50: waterfall(1), p90: waterfall(2), p99: waterfall(4) };

describe('waterfallBlock', () => {
  test('parts follow each other and end with the request', () => {
    const block = waterfallBlock('A', 'GPU', report({ waterfall: three }))!;
    expect(block.seconds).toBe(40);
    for (const { parts, seconds } of block.rows) {
      let end = 0;
      for (const part of parts) {
        expect(part.start).toBeCloseTo(end, 12);
        end += part.seconds;
      }
      expect(end).toBeCloseTo(seconds, 12);
    }
  });

  test('decoding has the colour of the memory that holds its KV, not of an FFN pool after it', () => {
    const [pool, tier] = [report().pools[0]!, report().tiers[0]!];
    const of = (roles: [role: string, tier: string][]) =>
      waterfallBlock(
        'A',
        'AFD',
        report({
          waterfall: three,
          pools: roles.map(([role]) => ({ ...pool, role, name: role })),
          tiers: roles.map(([role, name]) => ({ ...tier, pool: role, tier: name })),
        }),
      )!.tier;
    expect(
      of([
        ['prefill', 'gddr'],
        ['attention', 'hbm'],
        ['ffn', 'sram'],
      ]),
    ).toBe('hbm');
    expect(
      of([
        ['prefill', 'hbm'],
        ['decode', 'sram'],
      ]),
    ).toBe('sram');
  });

  test('the mean stands before the requests, and is none', () => {
    const { request: _, e2e_s: mean, ...parts } = waterfall(1.5);
    const known = report({ waterfall: three, e2e_parts_s: parts, e2e_s: { ...report().e2e_s!, mean } });
    const block = waterfallBlock('A', 'GPU', known)!;
    expect(block.rows.map(({ of, request }) => [of, request])).toEqual([
      ['mean', null],
      ['p50', 311],
      ['p90', 311],
      ['p99', 311],
    ]);
    expect(block.rows[0]!.parts.reduce((sum, part) => sum + part.seconds, 0)).toBeCloseTo(mean, 12);
  });

  test('the closed form has no single requests, so no block', () => {
    expect(waterfallBlock('A', 'GPU', report({ waterfall: null }))).toBeNull();
    expect(waterfallBlock('B', '', undefined)).toBeNull();
  });

  test('only a side that is dwarfed is drawn again, as large as the other', () => {
    const block = waterfallBlock('A', 'GPU', report({ waterfall: three }))!;
    expect(enlargement(block, 40)).toBe(1);
    expect(enlargement(block, 120)).toBe(1);
    expect(enlargement(block, 400)).toBe(10);
  });
});

describe('placeLabels', () => {
  test('names are centred below their pieces while there is room', () => {
    const pieces = [
      { x0: 0, x1: 100, width: 40 },
      { x0: 100, x1: 300, width: 60 },
    ];
    expect(placeLabels(pieces, 0, 400)).toEqual([
      { piece: 0, x: 30 },
      { piece: 1, x: 170 },
    ]);
  });

  test('names never overlap nor leave the room', () => {
    const pieces = [0, 1, 2, 3].map((i) => ({ x0: 380 + i * 4, x1: 384 + i * 4, width: 80 }));
    const placed = placeLabels(pieces, 0, 400);
    expect(placed.map(({ piece }) => piece)).toEqual([0, 1, 2, 3]);
    placed.forEach(({ x }, i) => {
      expect(x).toBeGreaterThanOrEqual(i === 0 ? 0 : placed[i - 1]!.x + 80);
      expect(x + 80).toBeLessThanOrEqual(400);
    });
  });

  test('without room the shortest piece goes unnamed', () => {
    const pieces = [
      { x0: 0, x1: 50, width: 60 },
      { x0: 50, x1: 52, width: 60 },
      { x0: 52, x1: 130, width: 60 },
    ];
    expect(placeLabels(pieces, 0, 140).map(({ piece }) => piece)).toEqual([0, 2]);
  });
});

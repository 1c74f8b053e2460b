import { beforeAll, expect, test } from 'vitest';
import type { PoolAsked } from '../../engine/result';
import { recorder, standInForPaths } from './canvas-recorder';
import { drawFlow } from './draw';
import { shorterAndShorter } from './draw-asked';
import { layoutFlow } from './layout';
import { moveTokens } from './token-motion';

beforeAll(standInForPaths);

const POOL: PoolAsked = {
  role: 'mixed',
  name: 'mixed',
  model: 'llama-3.1-405b',
  owner: null,
  roundTripSeconds: 0,
  chipName: 'H100 SXM',
  tier: 'hbm',
  chips: 2,
  lacks: { neededBytes: 430e9, availableBytes: 144e9 },
};
const REASON =
  'Pool decode: Llama 3.1 70B in fp8 takes 72.7 GB and one sequence of 35,949 tokens (99th percentile) 5.89 GB; 64 × Groq LPU v1 (GroqChip 1) holds 13.2 GB; 380 chips would fit. Pool prefill: much the same.';

function picture(width: number, height: number, note = REASON) {
  const clusters = [0, 1].map(() => ({ pools: [POOL], tiers: [] }));
  const layout = layoutFlow(clusters, width, height);
  const record = recorder();
  const side = { label: 'GPU: 2 × H100 SXM', snapshot: null, asked: [POOL], note, mean: null };
  const motion = moveTokens([null, null], [], 0, { speed: 1, still: true });
  drawFlow(record.ctx, [side, side], layout, motion, 'light');
  return { ...record, layout };
}

test('a cluster that cannot run is shown as asked, with what it needs and what it has', () => {
  const text = picture(1000, 520)
    .texts.map((one) => one.text)
    .join('\n');
  expect(text).toContain('2 × H100 SXM');
  expect(text).toContain('Cannot run');
  expect(text).toMatch(/144\sGB usable/);
  expect(text).toMatch(/430\sGB needed/);
});

test.each([
  [320, 640],
  [600, 180],
  [600, 347],
  [1440, 900],
])('its reason is whole words inside its lane at %i × %i', (width, height) => {
  const { texts, layout } = picture(width, height);
  const [first, second] = layout.lanes;
  expect(texts.filter(({ text }) => /\S…/.test(text))).toEqual([]);
  for (const { text, left, right } of texts) {
    expect(left, text).toBeGreaterThanOrEqual(-1);
    expect(right, text).toBeLessThanOrEqual(width + 1);
  }
  const ofFirst = texts.slice(
    0,
    texts.findLastIndex(({ text }) => text === 'B'),
  );
  expect(Math.max(...ofFirst.map(({ y }) => y))).toBeLessThanOrEqual(second!.box.y);
  expect(texts.at(-1)!.y).toBeLessThanOrEqual(second!.box.y + second!.box.h);
  expect(first!.box.h).toBeCloseTo(second!.box.h);
});

test('a reason is shortened by whole clauses, and shows that it is', () => {
  expect(shorterAndShorter('A takes 1; B has 2. C is 3.5 GB.')).toEqual([
    'A takes 1; B has 2. C is 3.5 GB.',
    'A takes 1; B has 2 …',
    'A takes 1 …',
    'Does not fit …',
  ]);
});

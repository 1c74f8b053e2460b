import { beforeAll, expect, test } from 'vitest';
import { recorder, standInForPaths } from './canvas-recorder';
import { drawFlow } from './draw';
import { colocated, disaggregated } from './fixtures';
import { layoutFlow } from './layout';
import { planRows } from './spotlight';
import { moveTokens } from './token-motion';

beforeAll(standInForPaths);

const MESSAGE = 'A: request #402 starts to decode';
const snapshots = [colocated({ requests: 100 }), disaggregated({ requests: 100 })];
const sides = snapshots.map((snapshot) => ({ label: 'GPU', snapshot, asked: null, note: null, mean: null }));

function legend(width: number, height: number, message: string) {
  const layout = layoutFlow(snapshots, width, height);
  const motion = moveTokens(snapshots, planRows(snapshots, 2), 20, { speed: 1, still: false });
  const record = recorder();
  drawFlow(record.ctx, sides, layout, motion, 'light', null, { x: 0, y: 0 }, message);
  return record.texts.filter(({ y }) => y > layout.legend.y);
}

test.each([
  [320, 640],
  [600, 347],
  [740, 430],
  [1440, 900],
])('the legend and what a step came to stand beside each other, whole, at %i × %i', (width, height) => {
  const texts = legend(width, height, MESSAGE);
  expect(texts.map(({ text }) => text)).toContain(MESSAGE);
  expect(texts.length).toBeGreaterThan(2);
  for (const one of texts) {
    expect(one.left).toBeGreaterThanOrEqual(0);
    expect(one.right).toBeLessThanOrEqual(width);
    for (const other of texts)
      if (other !== one && other.y === one.y)
        expect(one.right <= other.left || other.right <= one.left, `${one.text}, ${other.text}`).toBe(true);
  }
});

test('it says less where there is less room, and how many tokens a dot is for as long as it can', () => {
  const words = (width: number) => legend(width, 500, '').map(({ text }) => text);
  expect(words(1440)).toContain('KV moving');
  expect(words(560)).not.toContain('KV moving');
  expect(words(560).some((text) => /token/.test(text))).toBe(true);
});

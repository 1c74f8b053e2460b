import { beforeAll, describe, expect, test } from 'vitest';
import { recorder, standInForPaths } from './canvas-recorder';
import { drawFlow } from './draw';
import { colocated, disaggregated } from './fixtures';
import { layoutFlow } from './layout';
import { chooseStart } from './pace';
import { planRows } from './spotlight';
import { moveTokens } from './token-motion';

beforeAll(standInForPaths);

const snapshots = [colocated({ requests: 200 }), disaggregated({ requests: 200 })];
const sides = snapshots.map((snapshot, i) => ({
  label: `Side ${i}`,
  snapshot,
  asked: null,
  note: null,
  mean: 71.5,
}));

function picture(width: number, height: number, meanWaits = false) {
  const layout = layoutFlow(snapshots, width, height);
  const spotlights = planRows(snapshots, layout.lanes[0]!.rows.length);
  const t = chooseStart(snapshots, spotlights);
  const record = recorder();
  const motion = moveTokens(snapshots, spotlights, t, { speed: 0.1, still: false });
  drawFlow(
    record.ctx,
    sides.map((side) => ({ ...side, meanWaits })),
    layout,
    motion,
    'light',
  );
  return record;
}

describe.each([
  [320, 560],
  [600, 320],
  [800, 450],
  [3840, 2100],
])('the picture at %i × %i', (width, height) => {
  test('is the same for the same arguments', () => {
    expect(picture(width, height).calls).toEqual(picture(width, height).calls);
  });

  test('has no text below 12 px', () => {
    expect(Math.min(...picture(width, height).fonts)).toBeGreaterThanOrEqual(12);
  });
});

test('says at the link how many wait for room behind it', () => {
  const { requests, ...rest } = disaggregated({ requests: 40 });
  const never = requests.arrival.map(() => NaN);
  const roomAt = requests.arrival.map(() => Infinity);
  const full = {
    ...rest,
    requests: { ...requests, decodeReady: never, decodeStart: never, end: never, roomAt },
  };
  const layout = layoutFlow([full], 1200, 400);
  const { ctx, calls } = recorder();
  const motion = moveTokens([full], planRows([full], 2), rest.durationSeconds, { speed: 0.1, still: false });
  expect(motion.lanes[0]!.moving).toEqual([]);
  drawFlow(ctx, [{ ...sides[1]!, snapshot: full }], layout, motion, 'light');
  const text = calls.filter((call) => call.startsWith('fillText')).join();
  expect(text).toContain('40');
  expect(text).toMatch(/wait for room|wait/);
});

test('a mean that is mostly waiting says so beside the speed that is seen', () => {
  const words = (meanWaits: boolean) => picture(1600, 700, meanWaits).calls.join();
  expect(words(true)).toContain('now, with waits 71.5');
  expect(words(false)).not.toContain('with waits');
});

test('says the speed of both sides, and what is in their memories', () => {
  const text = picture(1000, 520)
    .calls.filter((call) => call.startsWith('fillText'))
    .join('\n');
  expect(text).toContain('tokens/s per user now, mean 71.5');
  expect(text).toContain('KV');
  expect(text).toContain('prompt tokens');
  expect(text).toContain('HBM');
  expect(text).toContain('SRAM');
});

test('a side without a cluster says why', () => {
  const record = recorder();
  const layout = layoutFlow([null], 800, 300);
  const motion = moveTokens([null], [], 0, { speed: 1, still: true });
  drawFlow(
    record.ctx,
    [{ label: 'B', snapshot: null, asked: null, note: 'Too small', mean: null }],
    layout,
    motion,
    'dark',
  );
  expect(record.calls.some((call) => call.includes('Too small'))).toBe(true);
});

test('a queue longer than its yard is drawn over the whole run, and a short one is not', () => {
  const written = (requestsPerSecond: number) => {
    const run = colocated({ requests: 300, requestsPerSecond });
    const record = recorder();
    const layout = layoutFlow([run], 1440, 400);
    const motion = moveTokens([run], planRows([run], 2), 30, { speed: 1, still: false });
    drawFlow(record.ctx, [{ ...sides[0]!, snapshot: run }], layout, motion, 'light');
    return record.texts.some(({ text }) => /^(most )?2\d\d$/.test(text));
  };
  expect(written(200)).toBe(true);
  expect(written(0.5)).toBe(false);
});

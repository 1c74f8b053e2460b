import { describe, expect, test } from 'vitest';
import { colocated, disaggregated } from './fixtures';
import { chooseSpeed, chooseStart, SPEEDS, speedStillFits, streamingRows } from './pace';
import { planRows } from './spotlight';

const a = colocated();
const b = disaggregated();

describe('the speed', () => {
  test('lets the slower side write 8 to 12 tokens a second', () => {
    const speed = chooseSpeed([a, b]);
    expect(speed).toBe(0.1);
    expect(speed / 0.013).toBeGreaterThan(7);
    expect(speed / 0.013).toBeLessThan(13);
  });

  test('is no slower than lets one see a long request through', () => {
    const long = colocated({
      requests: 40,
      requestsPerSecond: 0.001,
      promptTokens: 1e5,
      outputTokens: 40_000,
    });
    const speed = chooseSpeed([long]);
    const { end, prefillStart } = long.requests;
    const onScreen = [...end].map((at, id) => (at - prefillStart[id]!) / speed).sort((p, q) => p - q);
    expect(onScreen[20]).toBeLessThan(300 * 1.5);
    expect(onScreen[20]).toBeGreaterThan(300 / 1.5);
    expect(speed).toBeGreaterThan(chooseSpeed([a]));
  });

  test('goes from 1 ms to 60 s', () => {
    expect(SPEEDS[0]).toBe(0.001);
    expect(SPEEDS[SPEEDS.length - 1]).toBe(60);
  });

  test('is kept while it fits', () => {
    expect(speedStillFits(0.2, [a, b])).toBe(true);
    expect(speedStillFits(10, [a, b])).toBe(false);
  });

  test('is one to one when nothing streams', () => {
    expect(chooseSpeed([])).toBe(1);
  });
});

describe('the start', () => {
  test.each([1, 2, 3])('%i rows: after the warm-up, with all of them streaming on both sides', (rows) => {
    const sides = [a, b];
    const spotlights = planRows(sides, rows);
    const start = chooseStart(sides, spotlights);
    expect(start).toBeGreaterThan(0.05 * a.durationSeconds);
    expect(start).toBeLessThan(0.4 * a.durationSeconds);
    expect(streamingRows(sides, spotlights, start)).toBe(rows);
  });

  test('finds the rare moments when answers are short and requests far apart', () => {
    const rare = { requests: 200, requestsPerSecond: 0.02, outputTokens: 20 };
    const sides = [colocated(rare), disaggregated(rare)];
    const spotlights = planRows(sides, 2);
    expect(streamingRows(sides, spotlights, chooseStart(sides, spotlights))).toBeGreaterThan(0);
  });

  test('sides that show their own answers both stream', () => {
    const load = { requests: 600, requestsPerSecond: 4 };
    const sides = [colocated(load), disaggregated(load)];
    const spotlights = planRows(sides, 2);
    expect(spotlights[0]).not.toBe(spotlights[1]);
    expect(streamingRows(sides, spotlights, chooseStart(sides, spotlights))).toBe(2);
  });

  test('is 0 without a run', () => {
    expect(chooseStart([null, null], planRows([null, null], 3))).toBe(0);
  });
});

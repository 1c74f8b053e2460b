import { describe, expect, test } from 'vitest';
import { crossovers, curveValue } from './curve-value';
import { logDomain, logTicks } from './log-axis';
import { spreadLabels } from './spread-labels';
import { stretches } from './stretches';

describe('stretches', () => {
  test('trusted and beyond share the sample where they meet', () => {
    const y = [1, 2, 3, 4, 5];
    expect(stretches({ y, state: [0, 0, 0, 0, 0], load: [0.1, 0.5, 0.7, 0.9, 0.95] })).toEqual([
      { kind: 'trusted', from: 0, to: 1 },
      { kind: 'beyond', from: 1, to: 4 },
    ]);
  });

  test('samples without an answer leave a hole', () => {
    const found = stretches({ y: [1, NaN, 3, 4], state: [0, 0, 0, 2], load: [0, 0, 0, 0] });
    expect(found).toEqual([
      { kind: 'trusted', from: 0, to: 0 },
      { kind: 'trusted', from: 2, to: 2 },
    ]);
  });
});

describe('curveValue', () => {
  test('straight on log-log paper, exact at samples, nothing outside', () => {
    const [x, y] = [
      [1, 100],
      [1, 10_000],
    ];
    expect(curveValue(x, y, 10)).toBeCloseTo(100, 9);
    expect(curveValue(x, y, 100)).toBe(10_000);
    expect(curveValue(x, y, 0.5)).toBeNaN();
    expect(curveValue(x, [1, NaN], 10)).toBeNaN();
    expect(curveValue([], [], 1)).toBeNaN();
  });
});

describe('crossovers', () => {
  const x = [1, 10, 100, 1000];
  test('between samples', () => {
    const [only, ...rest] = crossovers(x, [1, 10, 100, 1000], [40, 40, 40, 40]);
    expect(only!.x).toBeCloseTo(40, 9);
    expect(only!.y).toBeCloseTo(40, 9);
    expect(rest).toEqual([]);
  });
  test('exactly on a sample counts once; touching does not count', () => {
    expect(crossovers(x, [1, 10, 100, 1000], [10, 10, 10, 10])).toHaveLength(1);
    expect(crossovers(x, [5, 10, 5, 5], [10, 10, 10, 10])).toEqual([]);
  });
  test('none across a hole, none between equal curves', () => {
    expect(crossovers(x, [1, NaN, 100, 1000], [40, 40, 40, 40])).toEqual([]);
    expect(crossovers(x, [1, 2, 3, 4], [1, 2, 3, 4])).toEqual([]);
  });
});

describe('log axis', () => {
  test('ticks fit the room and the range', () => {
    expect(logTicks(1, 1000, 6)).toEqual([1, 10, 100, 1000]);
    expect(logTicks(1, 10, 6)).toEqual([1, 2, 5, 10]);
    expect(logTicks(128, 4e6, 3)).toEqual([1000, 100_000]);
    expect(logTicks(0.012, 0.018, 4)).toEqual([0.015]);
  });
  test('a domain holds its values and ignores holes', () => {
    const [low, high] = logDomain([NaN, 2, 30, Infinity, 0])!;
    expect(low).toBeLessThan(2);
    expect(high).toBeGreaterThan(30);
    expect(logDomain([NaN])).toBeNull();
    const [flatLow, flatHigh] = logDomain([5])!;
    expect(flatHigh / flatLow).toBeGreaterThan(3);
  });
});

describe('spreadLabels', () => {
  test('apart, in order, inside', () => {
    expect(spreadLabels([10, 12], 16, 0, 100)).toEqual([10, 26]);
    expect(spreadLabels([95, 96], 16, 0, 100)).toEqual([84, 100]);
    expect(spreadLabels([50, 10], 16, 0, 100)).toEqual([50, 10]);
    expect(spreadLabels([], 16, 0, 100)).toEqual([]);
  });
});

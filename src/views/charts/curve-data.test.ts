import { describe, expect, test } from 'vitest';
import { curveOutcome } from '../fixtures/curves';
import { report } from '../fixtures/reports';
import { readingAt, sideLines, simulatedReadings } from './curve-data';
import { energyStack } from './energy-parts';
import { plotOf, plotShape } from './plot';
import { readingText } from './read-out';

const x = Float64Array.of(1000, 2000, 4000, 8000, 16_000, 32_000);
const outcome = curveOutcome(
  'context',
  x,
  { tpot: (at) => at / 1e6, saturatedFrom: 16_000 },
  { tpot: (at) => (at > 3000 ? Infinity : 0.002), fitsUpTo: 8000 },
);
const sides = [
  { side: 'A', name: 'GPU' },
  { side: 'B', name: 'SRAM' },
] as const;
const [a, b] = sideLines(outcome, 'tpotSeconds', sides);

describe('sideLines', () => {
  test('what is not steady or not finite is a hole', () => {
    expect([...a!.y]).toEqual([0.001, 0.002, 0.004, 0.008, NaN, NaN]);
    expect([...b!.y]).toEqual([0.002, 0.002, NaN, NaN, NaN, NaN]);
  });

  test('no curve without an outcome or a side', () => {
    expect(sideLines(undefined, 'tpotSeconds', sides)).toEqual([]);
    expect(sideLines({ ...outcome, b: null }, 'tpotSeconds', sides)).toHaveLength(1);
  });
});

describe('readingAt', () => {
  const say = (at: number, curve = a!) =>
    readingText(readingAt(curve, at), (value) => `${String(Math.round(value * 1e6) / 1e3)} ms`);

  test('values on and between samples', () => {
    expect(say(2000)).toBe('2 ms');
    expect(say(2828.4271)).toBe('2.828 ms');
  });

  test('holes say why', () => {
    expect(say(20_000)).toBe('overloaded');
    expect(say(30_000, b)).toBe('does not fit: takes 32 chips in all');
    expect(say(4000, b)).toBe('no value');
    const unknown = { ...b!, y: b!.y.map(() => NaN), state: b!.state.map(() => 3) };
    expect(say(4000, unknown)).toBe('by a run only');
  });
});

describe('simulatedReadings', () => {
  const found = (pointA: number | null, pointB: number | null) =>
    [a!, b!].map((line, i) => {
      const mean = i === 0 ? pointA : pointB;
      return { ...line, point: mean === null ? null : { mean, interval: null } };
    });

  test('the run speaks where it has something to say, and for both sides at once', () => {
    expect(simulatedReadings(found(null, null), 2000)).toBeNull();
    expect(simulatedReadings(found(0.003, 0.001), 2000)).toEqual([
      { kind: 'value', value: 0.003 },
      { kind: 'value', value: 0.001 },
    ]);
    // A formula's value would stand beside a simulated one: by the run this side does not keep up.
    expect(simulatedReadings(found(0.003, null), 2000)).toEqual([
      { kind: 'value', value: 0.003 },
      { kind: 'saturated' },
    ]);
    expect(simulatedReadings(found(0.003, null), 30_000)?.[1]).toEqual({
      kind: 'infeasible',
      chips: 32,
      stages: 0,
    });
  });
});

describe('plotOf', () => {
  test('holds every curve and every interval, and leaves room for names only where lines reach the edge', () => {
    const point = { mean: 0.5, interval: { low: 0.2, high: 4 } };
    const curves = [
      { ...a!, point },
      { ...b!, point: null },
    ];
    const plot = plotOf(plotShape(curves, { width: 700, height: null }, 2)!);
    for (const value of [0.001, 0.008, 0.2, 4]) {
      expect(plot.y(value)).toBeGreaterThan(plot.top);
      expect(plot.y(value)).toBeLessThan(plot.bottom);
    }
    expect(plot.right).toBe(678);
    expect(plotShape(curves, { width: 100, height: null }, 0)).toBeNull();
    expect(plotShape([], { width: 700, height: null }, 0)).toBeNull();
  });
});

describe('energyStack', () => {
  const per = (r: { joules_per_output_token: number | null }) => r.joules_per_output_token;

  test('parts stack from the silicon outward and sum to the facility', () => {
    const stack = energyStack('A', report(), per)!;
    expect(stack.parts.map((part) => part.key)).toEqual([
      'flop',
      'hbm',
      'chip',
      'idle',
      'link',
      'node',
      'cooling',
    ]);
    expect(stack.chips).toBeCloseTo(14.2, 9);
    expect(stack.facility).toBeCloseTo(14.2 * (2.4 / 1.4), 9);
    expect(stack.parts.at(-1)!.below + stack.parts.at(-1)!.joules).toBeCloseTo(stack.facility, 9);
  });

  test('nothing is drawn from unknown or absurd numbers', () => {
    expect(energyStack('A', null, per)).toBeNull();
    expect(energyStack('A', report({ energy_parts_j: null }), per)).toBeNull();
    expect(energyStack('A', report({ joules_per_output_token: 0 }), per)).toBeNull();
    expect(energyStack('A', report({ joules_per_output_token: NaN }), per)).toBeNull();
  });
});

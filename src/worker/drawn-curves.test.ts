import { expect, test } from 'vitest';
import { curve, type CurveAxis, type CurveSide } from '../engine/curves';
import type { EngineInput } from '../engine/input';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import { patchScenario } from '../scenario/patch';
import { resolve } from '../scenario/resolve';
import type { Scenario } from '../scenario/scenario';
import { axisValues } from '../store/curve-axes';
import { curveOf } from './drawn-curves';

function asked(patch: Partial<Scenario>, axis: CurveAxis): { input: EngineInput; values: Float64Array } {
  const scenario = patchScenario(DEFAULT_SCENARIO, patch);
  const { b } = resolve(scenario);
  if (b?.kind !== 'ready') throw new Error('the usual B can run');
  return { input: b.input, values: axisValues(axis, scenario) };
}

function columnsOf({ energyParts, ...columns }: CurveSide): [string, ArrayLike<number>][] {
  return [...Object.entries(columns), ...Object.entries(energyParts)];
}

function expectAlike(found: CurveSide, wanted: CurveSide): void {
  const columns = new Map(columnsOf(found));
  expect([...columns.keys()].sort()).toEqual(
    columnsOf(wanted)
      .map(([key]) => key)
      .sort(),
  );
  for (const [key, column] of columnsOf(wanted)) {
    Array.from(column).forEach((value, i) => {
      const own = columns.get(key)![i]!;
      const near = Number.isFinite(value)
        ? Math.abs(own - value) <= 1e-9 * Math.abs(value)
        : Object.is(own, value);
      expect(near, `${key} ${String(i)}: ${String(own)} is ${String(value)}`).toBe(true);
    });
  }
}

test.each([
  ['context', [{ ctx: 9000 }, { ctx: 9100 }, { ctx: 150_000 }, { ctx: 9000 }]],
  ['ratio', [{ io: 3 }, { io: 3.7 }, { io: 90 }]],
  ['load', [{ rps: 2 }, { rps: 2.5 }, { rps: 80 }]],
  ['size', [{ size: 7e10 }, { size: 7.1e10 }, { size: 1e12 }]],
] as const)('moved along its own axis a curve is as computed anew: %s', (axis, patches) => {
  for (const patch of patches) {
    const { input, values } = asked(patch, axis);
    expectAlike(curveOf('b', axis, values, input, null), curve(axis, values, input, null));
  }
});

test('what moves the curve is computed anew', () => {
  for (const patch of [{ io: 3 }, { io: 4 }, { rps: 5 }, { size: 2e10 }, { kv: 'fp8' }] as const) {
    const { input, values } = asked(patch, 'context');
    expectAlike(curveOf('b', 'context', values, input, null), curve('context', values, input, null));
  }
});

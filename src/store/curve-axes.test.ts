import { expect, test } from 'vitest';
import { curve, curveKey } from '../engine/curves';
import { decode } from '../scenario/codec';
import { FIELDS } from '../scenario/fields';
import { resolve } from '../scenario/resolve';
import { axisValues } from './curve-axes';

const { scenario } = decode('ctx=9001&io=3.7:1&rps=0.123&size=33b');
const closed = decode('conc=77').scenario;

test.each([
  ['context', FIELDS.ctx, scenario],
  ['size', FIELDS.size, scenario],
  ['ratio', FIELDS.io, scenario],
  ['load', FIELDS.rps, scenario],
  ['load', FIELDS.conc, closed],
] as const)('%s spans its slider, rising, and passes the scenario', (axis, field, at) => {
  const values = axisValues(axis, at);
  expect([values[0], values.at(-1)]).toEqual([field.slider?.min, field.slider?.max]);
  expect(values).toContain(field.get(at));
  expect([...values].every((value, i) => i === 0 || value > (values[i - 1] ?? NaN))).toBe(true);
  expect(values.length).toBeGreaterThan(64);
});

test('a catalogue model has no place on the axis of generic sizes', () => {
  expect(axisValues('size', decode('').scenario)).toHaveLength(96);
});

test('a loaded trace brings its own rate, however many the scenario has in flight', () => {
  const values = axisValues('load', closed, {});
  expect([values[0], values.at(-1)]).toEqual([FIELDS.rps.slider?.min, FIELDS.rps.slider?.max]);
});

test('a value beyond the slider widens the axis to it', () => {
  expect(axisValues('load', decode('rps=50000').scenario).at(-1)).toBe(50_000);
});

/** Beyond its model's context a scenario widens it: that must not widen it for the other places on the axis. */
test.each(['model=llama-3.1-70b', 'size=33b', 'model=llama-2-7b'])(
  'a curve over context is the same wherever on it the scenario is: %s',
  (link) => {
    const values = Float64Array.of(2048, 65_536, 262_144, 1e6);
    const inputAt = (ctx: number) => {
      const { b } = resolve(decode(`${link}&ctx=${String(ctx)}`).scenario);
      if (b?.kind !== 'ready') throw new Error('the default side B cannot be run');
      return b.input;
    };
    const at = (ctx: number) => curve('context', values, inputAt(ctx), null);
    const digits = (column: Float64Array) => Array.from(column, (value) => value.toPrecision(9));
    const near = at(2048);
    for (const ctx of [65_536, 262_144, 1e6]) {
      const far = at(ctx);
      expect(curveKey('context', inputAt(ctx), null)).toBe(curveKey('context', inputAt(2048), null));
      expect(far.state).toEqual(near.state);
      expect(far.chipsNeeded).toEqual(near.chipsNeeded);
      expect(digits(far.tpotSeconds)).toEqual(digits(near.tpotSeconds));
    }
  },
);

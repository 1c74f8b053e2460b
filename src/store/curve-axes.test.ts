import { expect, test } from 'vitest';
import { decode } from '../scenario/codec';
import { FIELDS } from '../scenario/fields';
import { AXIS_FIELD, axisValues } from './curve-axes';

const { scenario } = decode('ctx=9001&io=3.7:1&rps=0.123&size=33b');

test.each(Object.entries(AXIS_FIELD))('%s spans its slider, rising, and passes the scenario', (axis, key) => {
  const values = axisValues(axis as keyof typeof AXIS_FIELD, scenario);
  expect([values[0], values.at(-1)]).toEqual([FIELDS[key].slider?.min, FIELDS[key].slider?.max]);
  expect(values).toContain(FIELDS[key].get(scenario));
  expect([...values].every((value, i) => i === 0 || value > (values[i - 1] ?? NaN))).toBe(true);
  expect(values.length).toBeGreaterThan(64);
});

test('a catalogue model has no place on the axis of generic sizes', () => {
  expect(axisValues('size', decode('').scenario)).toHaveLength(96);
});

test('a value beyond the slider widens the axis to it', () => {
  expect(axisValues('load', decode('rps=50000').scenario).at(-1)).toBe(50_000);
});

import { expect, test } from 'vitest';
import type { SideCurve } from './curve-data';
import { offLinePlaces } from './off-line-places';
import { plotOf } from './plot';

const plot = plotOf({
  width: 640,
  room: null,
  lanes: 0,
  linear: false,
  firstX: 100,
  lastX: 1e6,
  lowY: 0.001,
  highY: 1,
  empty: false,
  margin: 22,
});
const curve = (side: 'A' | 'B', mean: number): SideCurve => ({
  side,
  name: 'GPU',
  x: Float64Array.from([100, 1e6]),
  y: Float64Array.from([0.01, 0.01]),
  state: new Uint8Array(2),
  load: new Float64Array(2),
  chipsNeeded: new Float64Array(2),
  stagesNeeded: new Uint8Array(2),
  point: { mean, interval: null },
});
const xOf = () => plot.x(10_000);

test('words stand beside a dot that is off its line, and beside no other', () => {
  const [words, ...rest] = offLinePlaces(plot, [curve('A', 0.04), curve('B', 0.0101)], 10_000, xOf, []);
  expect(rest).toEqual([]);
  expect(words).toMatchObject({ side: 'A', text: '4.0× its line', anchor: 'start' });
  expect(words!.x).toBeGreaterThan(xOf());
});

test('and step off the name of a line', () => {
  const name = { x: xOf() + 5, y: plot.y(0.04) - 8, width: 120, height: 17 };
  const [words] = offLinePlaces(plot, [curve('A', 0.04)], 10_000, xOf, [name]);
  expect(words).toMatchObject({ anchor: 'end' });
  expect(words!.x).toBeLessThan(xOf());
});

import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { patchScenario } from '../../scenario/patch';
import { dotLine } from '../fixtures/frontier';
import { frontierCurve } from './frontier-data';
import { loadOf } from './frontier-load';

const two = decode('v=1&a=gpu&b=gpu').scenario;
const alone = decode('v=1&a=gpu&b=none').scenario;

function hit(side: 'A' | 'B', tensorParallel: number | 'auto' | null, current: boolean, rate: number) {
  const line = dotLine(tensorParallel, current, [[50, 10]]);
  line.points[0]!.requestsPerSecond = rate;
  return { side, dot: frontierCurve(side, side, [line], null, 'chip').dots[0]! };
}

test('a dot is a layout at the rate that it answers, for both sides in one change', () => {
  const { patch, text } = loadOf(hit('B', 4, false, 2.3456), two, false);
  expect(text).toBe('TP 4 at 2.34\u202freq/s, for both sides');
  const next = patchScenario(two, patch!);
  expect(next.rps).toBe(2.34);
  expect([next.a.tensorParallel, next.b?.tensorParallel]).toEqual(['auto', 4]);
});

test('the layout that runs, and one without a degree, stay as they were asked for', () => {
  for (const degree of [8, 'auto', null] as const) {
    expect(loadOf(hit('A', degree, true, 0.0501), alone, false).patch).toEqual({ rps: 0.0501 });
  }
  expect(loadOf(hit('A', null, true, 3), alone, false).text).toBe('whole machine at 3\u202freq/s');
});

test('where the scenario says how many are in flight, a dot does', () => {
  const closed = decode('v=1&a=gpu&b=none&conc=3').scenario;
  const of = hit('A', 8, true, 2);
  const { patch, text } = loadOf(of, closed, false);
  expect(of.dot.users).toBe(1);
  expect(patch).toEqual({ conc: 1 });
  expect(text).toBe('TP 8 at 1 request in flight');
});

test('never more than it answers, to the last digit', () => {
  for (const rate of [0.9999, 99.96, 1234.5, 0.012345, 1, 7]) {
    const { rps } = loadOf(hit('A', 8, true, rate), alone, false).patch!;
    expect(rps).toBeLessThanOrEqual(rate);
    expect(rps).toBeGreaterThan(rate * 0.99);
    expect(decode(`rps=${String(rps)}`).scenario.rps).toBe(rps);
  }
});

test('what no link can ask for is not loaded, and says why', () => {
  expect(loadOf(hit('A', 8, true, 250_000), alone, false)).toEqual({
    patch: null,
    text: 'A link asks for 100,000 requests/s at most.',
  });
});

test('nor with more in flight than a link takes', () => {
  const of = hit('A', 8, true, 2);
  const many = { ...of, dot: { ...of.dot, users: 2e6 } };
  expect(loadOf(many, decode('v=1&a=gpu&b=none&conc=3').scenario, false)).toEqual({
    patch: null,
    text: 'A link asks for 100,000 requests in flight at most.',
  });
});

test('a trace keeps its load: a layout can be taken, a load cannot', () => {
  expect(loadOf(hit('A', 8, true, 2), alone, true)).toEqual({
    patch: null,
    text: 'The trace brings its own load.',
  });
  const { patch } = loadOf(hit('A', 2, false, 2), alone, true);
  expect(patch).not.toHaveProperty('rps');
  expect(patch?.a?.tensorParallel).toBe(2);
});

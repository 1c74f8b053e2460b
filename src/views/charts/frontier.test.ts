import { describe, expect, test } from 'vitest';
import { dotLine as line } from '../fixtures/frontier';
import { report } from '../fixtures/reports';
import { frontierCurve, frontierSentence, undominated, unlikeChips, withoutLine } from './frontier-data';
import { frontierLabels, type FrontierLabel } from './frontier-labels';
import { frontierPlot, nearestDot } from './frontier-plot';
import { placeLabels } from './label-places';
import { missingSentence } from './reasons';

/** From where to where a label's letters reach, at the least. */
function spanOf({ x, text, anchor }: FrontierLabel): { from: number; to: number } {
  const width = text.length * 6;
  const from = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { from, to: from + width };
}

const lines = [
  line(4, false, [
    [80, 20],
    [40, 200],
  ]),
  line(8, true, [
    [114, 14],
    [60, 100],
    [20, 150],
  ]),
];

describe('undominated', () => {
  test('keeps what nothing beats in both directions, once', () => {
    const points = [
      { x: 1, y: 9 },
      { x: 2, y: 8 },
      { x: 2, y: 7 },
      { x: 1.5, y: 5 },
      { x: 3, y: 1 },
      { x: 3, y: 1 },
    ];
    expect([...undominated(points)].sort()).toEqual([0, 1, 4]);
  });
});

describe('frontierCurve', () => {
  test('marks the frontier and the scenario', () => {
    const { dots, now } = frontierCurve('A', 'GPU', lines, report({ chips: 8 }), 'chip');
    expect(dots.map((dot) => dot.best)).toEqual([true, true, true, true, false]);
    expect(now).toEqual({ x: 80.6, y: 196 / 8, full: false });
  });

  test('an unknown measure has no dots, and no point', () => {
    const { dots, now } = frontierCurve('A', 'GPU', lines, report({ power_w: null }), 'kilowatt');
    expect(dots).toEqual([]);
    expect(now).toBeNull();
  });
});

test('a side without a line has a reason: its pools, a figure of its chips, or that it cannot run', () => {
  const why = (aLines: typeof lines, a: ReturnType<typeof report>, measure: 'chip' | 'kilowatt') => {
    const missing = withoutLine([frontierCurve('A', 'GPU', aLines, a, measure)], { a }, measure);
    return missing.length > 0 && missingSentence('No line', missing);
  };
  expect(why(lines, report(), 'chip')).toBe(false);
  expect(why([], report(), 'chip')).toBe('No line: A does not send all requests through the same pools.');
  expect(why(lines, report({ power_w: null }), 'kilowatt')).toContain('power is not known');
  expect(why([], report({ feasible: false }), 'chip')).toContain('cannot run');
});

test('the sentence names the side that is faster and what both make', () => {
  const a = frontierCurve('A', 'GPU', lines, null, 'chip');
  const b = frontierCurve(
    'B',
    'SRAM',
    [
      line(null, true, [
        [300, 0.5],
        [298, 8.5],
      ]),
    ],
    null,
    'chip',
  );
  expect(frontierSentence([a, b], 'tok/s per chip')).toBe(
    'Only B gives a user more than 114 tok/s. Full, A makes 200 and B 8.50 tok/s per chip.',
  );
  expect(frontierSentence([a], 'tok/s per chip')).toBe(
    'A gives a user up to 114 tok/s, and makes up to 200 tok/s per chip.',
  );
  expect(frontierSentence([], 'tok/s per chip')).toBe('');
});

describe('on the plot', () => {
  const curves = [frontierCurve('A', 'GPU', lines, null, 'chip')];
  const plot = frontierPlot(curves, { width: 640, height: null })!;

  test('the nearest dot within reach is meant', () => {
    const { dots } = curves[0]!;
    const hit = nearestDot(curves, plot, plot.x(60) + 5, plot.y(100) - 5);
    expect(hit).toEqual({ side: 'A', dot: dots[3] });
    expect(nearestDot(curves, plot, plot.left, plot.bottom)).toBeNull();
  });

  test('labels keep off each other; a layout without room goes without', () => {
    const texts = (of: typeof curves, on: typeof plot) =>
      frontierLabels(of, on)
        .filter(({ kind }) => kind === 'layout')
        .map(({ text }) => text);
    expect(texts(curves, plot)).toEqual(['TP 8', 'TP 4']);
    const dots = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512].map((degree) =>
      line(degree, degree === 4, [[300, 1]]),
    );
    const crowded = [frontierCurve('A', 'GPU', dots, null, 'chip')];
    const narrow = frontierPlot(crowded, { width: 640, height: null })!;
    const kept = texts(crowded, narrow);
    expect(kept[0]).toBe('TP 4');
    expect(kept.length).toBeLessThan(10);
    const placed = frontierLabels(crowded, narrow);
    placed.forEach((one, i) => {
      for (const other of placed.slice(i + 1)) {
        const [p, q] = [spanOf(one), spanOf(other)];
        const beside = p.to <= q.from || q.to <= p.from;
        expect(beside || Math.abs(one.y - other.y) >= 13).toBe(true);
      }
    });
  });

  test('a promise near the dots has its line and its words, clear of names; one far from them stretches no axis', () => {
    const one = (tokensPerSecond: number) => [{ classes: [], tokensPerSecond }];
    const room = { width: 640, height: null };
    for (const speed of [9, 33, 200]) {
      const on = frontierPlot(curves, room, one(speed))!;
      const labels = frontierLabels(curves, on, one(speed));
      const label = labels.find(({ kind }) => kind === 'promise')!;
      expect(label.text).toMatch(/^promised \d+/);
      const { from, to } = spanOf(label);
      expect(from).toBeGreaterThan(on.left);
      expect(to).toBeLessThan(on.width);
      expect(Math.min(Math.abs(from - on.x(speed)), Math.abs(to - on.x(speed)))).toBeLessThan(20);
      for (const other of labels.filter((name) => name !== label)) {
        const beside = to <= spanOf(other).from || spanOf(other).to <= from;
        expect(beside || Math.abs(label.y - other.y) >= 13).toBe(true);
      }
    }
    const far = frontierPlot(curves, room, one(5000))!;
    expect(far.x.domain()).toEqual(plot.x.domain());
    expect(frontierLabels(curves, far, one(5000)).some(({ kind }) => kind === 'promise')).toBe(false);
  });

  test('sides whose lines lie on each other are both named, one name off the other', () => {
    const along = (step: number) =>
      Array.from({ length: 30 }, (_, i): [number, number] => [500 - 16 * i, 2 + i / step]);
    const name = 'GPU, tensor parallelism 4 chips';
    const degrees = [2, 4, 8].map((degree) => line(degree, degree === 8, along(60 + degree)));
    const two = (['A', 'B'] as const).map((side) => frontierCurve(side, name, degrees, null, 'chip'));
    const plot = frontierPlot(two, { width: 640, height: null })!;
    const [a, b] = frontierLabels(two, plot);
    expect([a?.text, b?.text]).toEqual([`A ${name}`, `B ${name}`]);
    expect(Math.abs(a!.y - b!.y)).toBeGreaterThanOrEqual(13);
    // The upper one stands over the lines.
    const highest = Math.min(...two[0]!.dots.map((dot) => plot.y(dot.y)));
    expect(Math.min(a!.y, b!.y)).toBeLessThan(highest - 10);
  });

  test('a label covers any number of points rather than another label', () => {
    const wanted = { text: 'A name', x: 200, y: 100, away: 8, optional: false };
    // Nothing but the place at its right is free of points.
    const around = [
      { x: 0, y: 0, width: 400, height: 92 },
      { x: 0, y: 108, width: 400, height: 192 },
      { x: 0, y: 92, width: 200, height: 16 },
    ];
    const crowd = Array.from({ length: 20 }, () => around).flat();
    const frame = { x: 0, y: 0, width: 400, height: 300 };
    const [first, second] = placeLabels([wanted, wanted], { points: crowd }, frame);
    expect(second).not.toEqual(first);
  });

  test('both sides with layouts: each says whose it is', () => {
    const two = [
      frontierCurve('A', 'GPU', [line(8, true, [[100, 5]])], null, 'chip'),
      frontierCurve('B', 'GPU', [line(8, true, [[200, 50]])], null, 'chip'),
    ];
    const texts = frontierLabels(two, frontierPlot(two, { width: 640, height: null })!).map(
      ({ text }) => text,
    );
    expect(texts).toEqual(['A GPU', 'B GPU', 'A TP 8', 'B TP 8']);
  });
});

test('chips of other prices are said to be other things to count', () => {
  const priced = (usd: number | null, chips: number) => report({ usd_per_hour: usd, chips });
  expect(unlikeChips(priced(10.4, 8), priced(416, 4))).toBe(
    'A chip of A costs $1.30 an hour, one of B $104: “Per $/h” counts what they cost.',
  );
  expect(unlikeChips(priced(10.4, 8), priced(12.8, 8))).toBe('');
  expect(unlikeChips(priced(10.4, 8), priced(null, 4))).toBe('');
  expect(unlikeChips(priced(10.4, 8), undefined)).toBe('');
});

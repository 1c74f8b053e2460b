import { describe, expect, test } from 'vitest';
import { curveOutcome } from '../fixtures/curves';
import {
  column,
  crossingLabels,
  lineBoxes,
  namedCrossings,
  sensible,
  washBoxes,
  type CrossingLabel,
} from './crossing-labels';
import { sideLines } from './curve-data';
import { crossovers } from './curve-value';
import { boxOf, lineNames } from './line-names';
import { plotOf, plotShape } from './plot';

const x = Float64Array.from({ length: 121 }, (_, i) => 100 * 10 ** (i / 30));
const SIDES = [
  { side: 'A', name: 'GPU' },
  { side: 'B', name: 'GPU + SRAM' },
] as const;

/** A wave around a flat line crosses it again and again. */
function waves(perDecade: number, fitsUpTo = Infinity) {
  const wave = (at: number) => 0.01 * (1 + 0.5 * Math.sin(Math.PI * perDecade * Math.log10(at / 130)));
  const outcome = curveOutcome('context', x, { tpot: wave, fitsUpTo }, { tpot: () => 0.01, fitsUpTo });
  const lines = sideLines(outcome, 'tpotSeconds', SIDES);
  const curves = lines.map((line) => ({ ...line, point: null }));
  const plot = plotOf(plotShape(curves, { width: 700, height: null }, 0)!);
  const found = crossovers(x, lines[0]!.y, lines[1]!.y);
  return { lines, plot, found };
}

/** What a label's letters cover, at the least. */
function inkOf({ text, x: at, y, anchor }: CrossingLabel) {
  const width = text.length * 6;
  const from = anchor === 'start' ? at : anchor === 'end' ? at - width : at - width / 2;
  return { x: from, y: y - 5, width, height: 10 };
}

const overlap = (p: ReturnType<typeof inkOf>, q: ReturnType<typeof inkOf>) =>
  p.x < q.x + q.width && q.x < p.x + p.width && p.y < q.y + q.height && q.y < p.y + p.height;

describe('namedCrossings', () => {
  const at = (...xs: number[]) => xs.map((one) => ({ x: one, y: 1, lowerBefore: 'A' as const }));
  test('the nearest to the scenario, then the outermost', () => {
    const found = at(100, 500, 2000, 9000);
    expect(namedCrossings(found, 1800).map((one) => one.x)).toEqual([2000, 9000, 100]);
    expect(namedCrossings(found, 20_000).map((one) => one.x)).toEqual([9000, 100]);
    expect(namedCrossings(at(700), 20).map((one) => one.x)).toEqual([700]);
    expect(namedCrossings([], 20)).toEqual([]);
  });
});

describe('crossingLabels', () => {
  test('of many crossings at most two are named, over no line, no name and not beside the scenario', () => {
    for (const perDecade of [1, 2, 3, 5]) {
      const { lines, plot, found } = waves(perDecade);
      expect(found.length).toBeGreaterThan(2);
      for (const now of [150, 1000, 3000, 60_000]) {
        const names = lineNames(plot, lines, plot.x(now)).map(boxOf);
        const grip = column(plot, plot.x(now), 12);
        const points = [...lineBoxes(plot, lines), grip];
        const labels = crossingLabels(
          plot,
          found,
          namedCrossings(found, now),
          ({ x: where }) => [`A = B at ${String(sensible(where))}`, `at ${String(sensible(where))}`],
          { points, words: names },
        );
        expect(labels.length).toBe(2);
        for (const ink of labels.map(inkOf)) {
          for (const box of [...points, ...names]) expect(overlap(ink, box)).toBe(false);
          expect(ink.x).toBeGreaterThan(plot.left);
          expect(ink.y + ink.height).toBeLessThan(plot.bottom);
        }
      }
    }
  });

  test('where all is taken beside a mark a leader goes to a free place, through no word', () => {
    const { lines, plot, found } = waves(1);
    const [crossing] = found;
    const [x, y] = [plot.x(crossing!.x), plot.y(crossing!.y)];
    const around = (aside: number) => ({ x: x - aside, y: y - aside, width: 2 * aside, height: 2 * aside });
    const name = { x: x + 20, y: y - 60, width: 100, height: 40 };
    const points = [...lineBoxes(plot, lines), around(20)];
    const [label] = crossingLabels(plot, found, [crossing!], () => ['A = B at 1,300', 'at 1,300'], {
      points,
      words: [name],
    });
    expect(label?.leader).not.toBeNull();
    for (const box of [...points, name]) expect(overlap(inkOf(label!), box)).toBe(false);
    const { from, to } = label!.leader!;
    for (let share = 0; share <= 1; share += 0.05) {
      const dot = {
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
        width: 0,
        height: 0,
      };
      expect(overlap(dot, name)).toBe(false);
    }
  });

  test('shorter words before a leader', () => {
    const { lines, plot, found } = waves(1);
    const at = plot.x(found[0]!.x);
    const narrow = { ...plot, left: at - 75, right: at + 75 };
    const [label] = crossingLabels(
      narrow,
      found,
      [found[0]!],
      () => ['A is cheaper up to 1,300', 'at 1,300'],
      {
        points: lineBoxes(plot, lines),
      },
    );
    expect(label).toMatchObject({ text: 'at 1,300', leader: null });
  });

  test('beside a pattern rather than on it', () => {
    const { lines, plot, found } = waves(1, 2000);
    const washes = washBoxes(plot, lines);
    expect(washes).toHaveLength(2);
    const last = found.at(-1)!;
    const [label] = crossingLabels(plot, found, [last], () => ['A = B at a long place'], {
      points: lineBoxes(plot, lines),
      washes,
    });
    for (const wash of washes) expect(overlap(inkOf(label!), wash)).toBe(false);
  });

  test('two that print alike are named once; no more digits than the curves are worth', () => {
    const { plot, found } = waves(2);
    expect(crossingLabels(plot, found, found.slice(0, 2), () => ['same'], { points: [] })).toHaveLength(1);
    expect([sensible(8034.2), sensible(636.84), sensible(14_580)]).toEqual([8030, 637, 14_600]);
  });
});

describe('lineNames', () => {
  test('lines that get to the edge leave room for their names beside them', () => {
    const { lines, plot } = waves(2);
    for (const name of lineNames(plot, lines, -99)) {
      expect(name.anchor).toBe('start');
      expect(boxOf(name).x).toBeGreaterThan(plot.right);
      expect(boxOf(name).x + boxOf(name).width).toBeLessThanOrEqual(plot.width);
    }
  });

  test('a long name is broken, and lines keep apart', () => {
    const { lines, plot } = waves(2);
    const long = lines.map((line) => ({ ...line, name: 'GPU, tensor parallelism 4 chips' }));
    const curves = long.map((line) => ({ ...line, point: null }));
    const narrower = plotOf(plotShape(curves, { width: 700, height: null }, 0)!);
    expect(plot.right - narrower.right).toBeLessThan(60);
    const names = lineNames(narrower, long, -99);
    const [a, b] = names.map(boxOf);
    expect(names[0]!.lines).toEqual(['GPU, tensor', 'parallelism 4', 'chips']);
    expect(Math.abs(a!.y - b!.y)).toBeGreaterThanOrEqual(a!.height);
    expect(a!.x + a!.width).toBeLessThanOrEqual(narrower.width);
  });

  test('so do those that nearly do', () => {
    const { lines, plot } = waves(2, 700_000);
    for (const name of lineNames(plot, lines, -99)) expect(name.anchor).toBe('start');
  });
});

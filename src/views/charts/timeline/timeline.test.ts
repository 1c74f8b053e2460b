import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../engine/result';
import { colocated, disaggregated } from '../../flow/fixtures';
import { busyRows } from './busy-rows';
import { commonest, requestRows, rowOfRequest } from './request-rows';
import { bordersOf, emptyBorders, requestsIn, SPANS, stallShare } from './request-spans';
import { countsAt, factsIn } from './span-facts';
import { layoutTimeline } from './timeline-layout';
import { hitAt } from './timeline-hit';
import { timeText, timeTicks } from './time-ticks';
import { inside, nextPage, panned, revealing, zoomed } from './time-window';

const snapshot = disaggregated({ requests: 400, requestsPerSecond: 2 });
const { durationSeconds } = snapshot;

const windows = fc
  .tuple(fc.double({ min: 0, max: 0.95, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }))
  .map(([start, length]) =>
    inside({ from: start * durationSeconds, to: (start + length) * durationSeconds }, durationSeconds),
  );

describe('window', () => {
  it('stays inside the run whatever is done to it, and keeps what it is zoomed around', () => {
    fc.assert(
      fc.property(windows, fc.double({ min: 0.1, max: 10, noNaN: true }), (window, times) => {
        const middle = (window.from + window.to) / 2;
        const moved = [
          panned(window, times - 5, durationSeconds),
          zoomed(window, times, middle, durationSeconds),
          revealing(window, { from: middle, to: middle + times }, durationSeconds),
          nextPage(window, window.to, durationSeconds),
        ];
        for (const { from, to } of moved) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(durationSeconds * (1 + 1e-12));
          expect(to).toBeGreaterThan(from);
        }
        const { from, to } = moved[1]!;
        const share = (middle - from) / (to - from);
        if (times < 1) expect(share).toBeCloseTo(0.5, 6);
      }),
    );
  });

  it('a window that shows a span already stays', () => {
    const window = { from: 10, to: 20 };
    expect(revealing(window, { from: 12, to: 15 }, 100)).toBe(window);
    expect(revealing(window, { from: 50, to: 52 }, 100)).toEqual({ from: 42.5, to: 52.5 });
  });
});

describe('spans', () => {
  it('follow each other from arrival to end', () => {
    const borders = emptyBorders();
    for (let id = 0; id < snapshot.requests.count; id++) {
      bordersOf(snapshot.requests, id, durationSeconds, borders);
      expect(borders[0]).toBe(snapshot.requests.arrival[id]);
      expect(borders[SPANS.length]).toBe(snapshot.requests.end[id]);
      for (let k = 1; k < borders.length; k++) expect(borders[k]).toBeGreaterThanOrEqual(borders[k - 1]!);
    }
  });

  it('what the run did not reach ends with the run', () => {
    const { requests } = colocated({ requests: 2 });
    requests.firstToken[0] = requests.decodeReady[0] = requests.decodeStart[0] = requests.end[0] = NaN;
    const borders = emptyBorders();
    bordersOf(requests, 0, 99, borders);
    expect(Array.from(borders.subarray(2))).toEqual([99, 99, 99, 99, 99]);
    expect(borders[1]).toBe(requests.prefillStart[0]);
    expect(stallShare(requests, 0)).toBe(0);
  });

  it('an answer of one token has no decoding', () => {
    const { requests } = colocated({ requests: 2 });
    requests.decodeReady[0] = requests.decodeStart[0] = NaN;
    requests.end[0] = requests.firstToken[0]!;
    const borders = emptyBorders();
    bordersOf(requests, 0, 99, borders);
    expect(borders[SPANS.length]! - borders[2]!).toBe(0);
  });

  it('who waits for room is not handed over meanwhile', () => {
    const { requests } = colocated({ requests: 3 });
    const first = requests.firstToken[0]!;
    requests.decodeReady[0] = first + 0.003;
    requests.decodeStart[0] = first + 0.004;
    requests.roomAt = Float64Array.of(first + 0.002, Infinity, NaN);
    const spanOf = (id: number, kind: (typeof SPANS)[number]) => {
      const borders = emptyBorders();
      bordersOf(requests, id, 99, borders);
      const k = SPANS.indexOf(kind);
      return borders[k + 1]! - borders[k]!;
    };
    expect(spanOf(0, 'room')).toBeCloseTo(0.002, 9);
    expect(spanOf(0, 'transfer')).toBeCloseTo(0.001, 9);
    // Still waiting when the run ends; and one that never had to.
    requests.end[1] = NaN;
    expect(spanOf(1, 'room')).toBeCloseTo(99 - requests.firstToken[1]!, 9);
    expect(spanOf(2, 'room')).toBe(0);
  });

  it('in a window are those that overlap it, and no others', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const { requests } = snapshot;
        const expected = Array.from({ length: requests.count }, (_, id) => id).filter(
          (id) => requests.arrival[id]! <= window.to && requests.end[id]! >= window.from,
        );
        expect(Array.from(requestsIn(snapshot, window))).toEqual(expected);
      }),
    );
  });
});

describe('batches', () => {
  /** Seconds of work inside the window, added up request by request. */
  const seconds = ({ requests }: Snapshot, from: number, to: number, of: 'prompts' | 'decodes') => {
    let sum = 0;
    for (let id = 0; id < requests.count; id++) {
      const [start, end] =
        of === 'prompts'
          ? [requests.prefillStart[id]!, requests.firstToken[id]!]
          : [requests.decodeStart[id]!, requests.end[id]!];
      sum += Math.max(0, Math.min(to, end) - Math.max(from, start));
    }
    return sum;
  };

  it('hold exactly the work of the requests, however the picture is cut', () => {
    const one = colocated({ requests: 300, requestsPerSecond: 2 });
    fc.assert(
      fc.property(windows, fc.integer({ min: 1, max: 700 }), ({ from, to: end }, columns) => {
        const to = Math.min(end, one.durationSeconds);
        fc.pre(to > from);
        const rows = busyRows(one, { from, to }, columns, () => 100);
        for (const of of ['prompts', 'decodes'] as const) {
          const drawn = rows.reduce(
            (sum, row) => sum + (row[of]?.subarray(0, columns).reduce((a, b) => a + b, 0) ?? 0),
            0,
          );
          expect((drawn * (to - from)) / columns).toBeCloseTo(seconds(one, from, to, of), 5);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('a lane each where they fit, else instances, else several to a row; work stays with its own', () => {
    const pool = snapshot.pools[1]!;
    const { requests } = snapshot;
    const many: Snapshot = {
      ...snapshot,
      pools: [snapshot.pools[0]!, { ...pool, instances: 6, lanesPerInstance: 4 }],
      requests: {
        ...requests,
        decodeInstance: requests.decodeLane.map((_, id) => 1 + (id % 6)),
        decodeLane: requests.decodeLane.map((_, id) => 1 + (id % 6) * 4 + (id % 4)),
      },
    };
    const whole = { from: 0, to: durationSeconds };
    const rowsAt = (height: number) => busyRows(many, whole, 1, () => height).filter((row) => row.pool === 1);
    expect(rowsAt(200).map((row) => row.of)).toEqual(Array<string>(24).fill('lane'));
    expect(rowsAt(60).map(({ of, count }) => [of, count])).toEqual(Array(6).fill(['instance', 1]));
    expect(rowsAt(Infinity)).toHaveLength(24);
    expect(rowsAt(12).map(({ first, count }) => [first, count])).toEqual([
      [0, 2],
      [2, 2],
      [4, 2],
    ]);
    const ofInstance = (n: number) => {
      let sum = 0;
      for (let id = n; id < requests.count; id += 6) sum += requests.end[id]! - requests.decodeStart[id]!;
      return sum / durationSeconds;
    };
    rowsAt(60).forEach((row, n) => expect(row.decodes![0]).toBeCloseTo(ofInstance(n), 6));
  });
});

describe('rows', () => {
  const whole = { from: 0, to: durationSeconds };

  it('one each while there is room, and several to a row beyond', () => {
    expect(requestRows(snapshot, whole, 1000, 1)).toMatchObject({ each: 1, rows: 400 });
    const dense = requestRows(snapshot, whole, 100, 1);
    expect(dense.each).toBe(8);
    expect(dense.rowHeight).toBeGreaterThanOrEqual(2);
    expect(rowOfRequest(dense, 17)).toBe(2);
    expect(rowOfRequest(dense, 4000)).toBe(-1);
  });

  it('say what most of their requests do', () => {
    const rows = requestRows(snapshot, whole, 2, 1);
    expect(rows.rows).toBe(1);
    const columns = new Int8Array(50);
    commonest(snapshot, rows, 0, whole, columns);
    columns.forEach((k, column) => {
      const time = ((column + 0.5) / 50) * durationSeconds;
      const counts = Object.values(countsAt(snapshot, time));
      if (Math.max(...counts) > 5 && k >= 0) expect(counts[k]!).toBeGreaterThan(0);
    });
    expect(columns.some((k) => SPANS[k] === 'decode')).toBe(true);
  });
});

it('a span says what ran in it: the whole run holds everything', () => {
  const facts = factsIn(snapshot, { from: 0, to: durationSeconds });
  const { requests } = snapshot;
  expect(facts).toMatchObject({ arrived: requests.count, finished: requests.count });
  expect(facts.outputTokens).toBe(requests.outputTokens.reduce((a, b) => a + b, 0));
  const half = durationSeconds / 2;
  const first = factsIn(snapshot, { from: 0, to: half });
  const second = factsIn(snapshot, { from: half, to: durationSeconds });
  expect(first.outputTokens + second.outputTokens).toBe(facts.outputTokens);
  expect((first.at.decode + second.at.decode) / 2).toBeCloseTo(facts.at.decode, 6);
});

it('a point finds the request and the phase that is drawn there', () => {
  const layout = layoutTimeline(1, { width: 800, height: 400, unit: 1, legend: 18 });
  const window = { from: 0, to: 20 };
  const block = layout.blocks[0]!;
  const rows = requestRows(snapshot, window, block.rowsBottom - block.rowsTop, 1);
  const sides = [{ side: 'a', letter: 'A', name: '', snapshot, note: null }] as const;
  const id = rows.ids[3]!;
  const time = (snapshot.requests.decodeStart[id]! + snapshot.requests.end[id]!) / 2;
  const x = layout.left + (time / 20) * (layout.right - layout.left);
  const y = block.rowsTop + 3.5 * rows.rowHeight;
  const hit = hitAt({ layout, window, sides, drawn: [{ rows }] }, x, y);
  expect(hit.time).toBeCloseTo(time, 9);
  expect(hit.request).toMatchObject({ id, kind: 'decode' });
  expect(hitAt({ layout, window, sides, drawn: [{ rows }] }, x, 2).request).toBeNull();
});

it('ticks are round in one unit, and differ', () => {
  for (const [from, to] of [
    [0, 20],
    [1000, 1000.3],
    [0, 9000],
    [0, 400_000],
    [3, 3.000_02],
  ] as const) {
    const texts = timeTicks({ from, to }, 8).map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(1);
    expect(new Set(texts).size).toBe(texts.length);
  }
  expect(timeTicks({ from: 0, to: 20 }, 4).map(({ text }) => text)).toEqual(
    ['0', '5 s', '10 s', '15 s', '20 s'].map((text) => text.replace(' ', '\u202f')),
  );
  // A time in it is told in the same unit.
  expect(timeText(440.567, { from: 434, to: 452 })).toBe('440.57\u202fs');
  expect(timeText(5400, { from: 0, to: 86_400 })).toBe('1.50\u202fh');
});

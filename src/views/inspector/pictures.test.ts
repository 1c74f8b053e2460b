import { describe, expect, test } from 'vitest';
import { candidateBars, costText, decisionSentence, fewOf } from './candidate-bars';
import { decision, waterfall } from './fixtures';
import { partsOf } from './request-parts';
import { piecesOf } from './waterfall-geometry';

const plain = (text: string) => text.replaceAll('\u202f', ' ');
const name = (instance: number) => `instance ${instance + 1}`;

describe('the bar of a request’s time', () => {
  const parts = partsOf(waterfall({ queue_s: 0.001 }));

  test('adds up to its width, in order, without what was nothing', () => {
    const pieces = piecesOf(parts, 10.001, 320);
    expect(pieces.map((piece) => piece.key)).toEqual(['queue', 'prefill', 'decode', 'stall']);
    let end = 0;
    for (const piece of pieces) {
      expect(piece.x).toBeCloseTo(end, 9);
      end = piece.x + piece.width;
    }
    expect(end).toBeCloseTo(320, 9);
    expect(pieces[2]!.width / 320).toBeCloseTo(7.5 / 10.001, 9);
  });

  test('labels what has room', () => {
    expect(piecesOf(parts, 10.001, 320).map((piece) => piece.label)).toEqual(['', '', 'decode', 'stall']);
    expect(piecesOf(parts, 10.001, 60).every((piece) => piece.label === '')).toBe(true);
  });

  test('is shorter on the scale of something longer, and nothing at all on none', () => {
    const last = piecesOf(parts, 100.01, 320).at(-1)!;
    expect(last.x + last.width).toBeCloseTo(32, 6);
    expect(piecesOf(parts, 0, 320)).toEqual([]);
  });
});

describe('the bars of candidates', () => {
  test('are made of terms that follow each other and sum to the cost, to the scale of the dearest', () => {
    const bars = candidateBars(decision());
    expect(bars.map((bar) => bar.chosen)).toEqual([false, true, false]);
    for (const bar of bars) {
      const end = bar.terms.reduce((sum, term) => {
        expect(term.start).toBeCloseTo(sum, 9);
        return sum + term.share;
      }, 0);
      expect(end).toBeCloseTo(bar.cost / 4, 9);
    }
    expect(Math.max(...bars.map((bar) => bar.cost))).toBe(4);
  });

  test('show what is credited over the end of what it is taken from', () => {
    const [one, ...others] = decision().candidates;
    const terms = [
      { name: 'blocks of prompts', value: 4 },
      { name: 'less those on the device', value: -3 },
      { name: 'blocks to decode', value: 2 },
    ];
    const [bar] = candidateBars(decision({ candidates: [{ ...one!, cost: 3, terms }, ...others] }));
    expect(bar!.terms.map(({ start, share }) => [start, share])).toEqual([
      [0, 1],
      [0.25, 0.75],
      [0.25, 0.5],
    ]);
  });

  test('are empty where nothing costs anything', () => {
    const idle = decision().candidates.map((c) => ({
      ...c,
      cost: 0,
      terms: c.terms.map((term) => ({ ...term, value: 0 })),
    }));
    const bars = candidateBars(decision({ candidates: idle }));
    expect(bars.every((bar) => bar.terms.every((term) => term.share === 0))).toBe(true);
  });

  test('of many the chosen and the cheapest are seen, in their order', () => {
    const [one] = decision().candidates;
    const candidates = Array.from({ length: 50 }, (_, instance) => ({
      ...one!,
      instance,
      cost: (instance * 7) % 50,
      eligible: instance !== 0,
    }));
    const few = fewOf(candidateBars(decision({ candidates, chosen: 30 })), 4);
    expect(few.map((bar) => bar.instance)).toEqual([29, 30, 36, 43]);
  });
});

describe('the reason of a choice', () => {
  const sentence = (patch: Parameters<typeof decision>[0]) => plain(decisionSentence(decision(patch), name));

  test('is its cost, and the distance to the next', () => {
    expect(sentence({})).toBe('Instance 2 cost the least, 2.00 s; the next 1.50 s more.');
  });

  test('is the order where several cost the same', () => {
    const candidates = decision().candidates.map((c) => ({ ...c, cost: 0 }));
    expect(sentence({ candidates, chosen: 0 })).toBe(
      'Several cost the least, 0 s; the rule takes the first of them: instance 1.',
    );
  });

  test('is the draw where the rule drew, and no draw where another could not take part', () => {
    const candidates = decision().candidates.map((c) => ({ ...c, eligible: c.instance !== 0 }));
    expect(sentence({ candidates, drawn: 2 })).toContain('Instance 2 cost the least of the two it drew, ');
    expect(sentence({ candidates })).toContain('Instance 2 cost the least, ');
  });

  test('is no choice where there was none, and a hand where a hand chose', () => {
    expect(sentence({ candidates: decision().candidates.slice(1, 2) })).toContain('There was no choice');
    expect(sentence({ forced: true })).toContain('You chose instance 2');
  });

  test('has costs in the unit of the rule', () => {
    expect(plain(costText(2, 'turns'))).toBe('2 turns');
    expect(plain(costText(1, 'requests'))).toBe('1 request');
    expect(plain(costText(0.25, 'seconds'))).toBe('250 ms');
  });
});

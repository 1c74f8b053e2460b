import { describe, expect, test } from 'vitest';
import { NOTHING_OWN } from '../../scenario/custom';
import { AXES } from '../axes';
import { curveOutcome, type CurveSpec } from '../fixtures/curves';
import { sideLines, type SideLine } from './curve-data';
import { inLines } from '../../share/export/wrap';
import { nothingSentence } from './nothing';
import { plotOf, plotShape } from './plot';
import { missingSentence, NO_PRICE, UNABLE } from './reasons';
import { crossingsSentence } from './table-twin';
import { publishedContext } from './use-published';

const x = Float64Array.of(1000, 2000, 4000, 8000);
const flat: CurveSpec = { tpot: () => 0.01 };
const UNFIT = { ...flat, fitsUpTo: 0 };
const DROWNED = { ...flat, saturatedFrom: 0 };

function linesOf(...sides: CurveSpec[]): SideLine[] {
  const [a = flat, b = null] = sides;
  return sideLines(curveOutcome('context', x, a, b), 'tpotSeconds', [
    { side: 'A', name: 'GPU' },
    { side: 'B', name: 'SRAM' },
  ]);
}

describe('nothingSentence', () => {
  test('says of each side why it has no curve', () => {
    expect(nothingSentence(linesOf(UNFIT, UNFIT), 'load')).toBe(
      'No curve at any load: neither A nor B fits.',
    );
    expect(nothingSentence(linesOf(UNFIT, DROWNED), 'model size')).toBe(
      'No curve at any model size: A does not fit, B is overloaded.',
    );
    expect(nothingSentence(linesOf(DROWNED), 'load')).toBe('No curve at any load: A is overloaded.');
  });

  test('tells the kinds of states apart', () => {
    const [line] = linesOf(UNFIT);
    const say = (...state: number[]) =>
      nothingSentence([{ ...line!, state: Uint8Array.from(state) }], 'load');
    expect(say(2, 2, 1, 1)).toContain('A does not fit or is overloaded.');
    expect(say(3, 3, 1, 1)).toContain('A is known by a run only.');
    expect(say(0, 0, 0, 2)).toContain('A lacks a figure of its chips.');
    const none = { ...line!, chipsNeeded: new Float64Array(4) };
    expect(nothingSentence([none], 'load')).toContain('A cannot run.');
  });
});

test('a plot in which nothing has a height says so, whatever its scale', () => {
  const shape = (lines: SideLine[], linear: boolean) =>
    plotShape(
      lines.map((line) => ({ ...line, point: null })),
      { width: 600, height: null },
      2,
      linear,
    )!;
  for (const linear of [false, true]) {
    const [empty, full] = [shape(linesOf(UNFIT, DROWNED), linear), shape(linesOf(flat, DROWNED), linear)];
    expect([plotOf(empty).empty, plotOf(full).empty]).toEqual([true, false]);
    expect(plotOf(empty).height).toBe(plotOf(full).height);
  }
});

test('a sentence in lines', () => {
  expect(inLines('No curve at any load: A does not fit.', 14)).toEqual([
    'No curve at',
    'any load: A',
    'does not fit.',
  ]);
  expect(inLines('unbreakable', 3)).toEqual(['unbreakable']);
});

test('sides with one reason share a sentence', () => {
  const [a, b] = [
    { side: 'A', why: UNABLE },
    { side: 'B', why: UNABLE },
  ] as const;
  expect(missingSentence('No bars', [a, b])).toBe('No bars: neither A nor B can run this scenario.');
  expect(missingSentence('No bars', [b])).toBe('No bars: B cannot run this scenario.');
  expect(missingSentence('No line', [a, { ...b, why: NO_PRICE }])).toBe(
    'No line: A cannot run this scenario, B has a chip whose price is not known.',
  );
});

test('the table says every place where the lines cross', () => {
  const lines = linesOf({ tpot: (at: number) => (at > 1500 && at < 5000 ? 0.02 : 0.005) }, flat);
  expect(crossingsSentence(lines, AXES.context)).toBe('A and B are equal at 1,410 tokens, 5,660 tokens.');
  expect(crossingsSentence(linesOf(flat, { tpot: () => 0.02 }), AXES.context)).toBe('A and B cross nowhere.');
  expect(crossingsSentence(linesOf(flat), AXES.context)).toBe('');
});

test('a published context is marked where it is on the axis', () => {
  const of = (model: string | null, axis = AXES.context) =>
    publishedContext(axis, { model, custom: NOTHING_OWN });
  expect(of('llama-3.1-70b')).toEqual({ model: 'Llama 3.1 70B', context: 131_072 });
  expect(of('llama-3.1-70b', AXES.load)).toBeNull();
  expect(of(null)).toBeNull();
});

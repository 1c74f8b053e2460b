import { scaleLog } from 'd3-scale';
import { describe, expect, test } from 'vitest';
import { gapText, laneWords } from './gap-words';
import { gaps, type Gap } from './gaps';

const line = (x: number[], state: number[], chipsNeeded: number[], stagesNeeded = x.map(() => 0)) =>
  gaps({ x, state, chipsNeeded, stagesNeeded });

describe('gaps', () => {
  test('borders lie halfway and the chip counts are the extremes', () => {
    expect(line([1, 10, 100, 1000], [0, 1, 1, 0], [0, 12, 96, 0], [0, 0, 3, 0])).toEqual([
      {
        kind: 'infeasible',
        x0: Math.sqrt(10),
        x1: Math.sqrt(1e5),
        chipsFrom: 12,
        chipsTo: 96,
        stagesFrom: 0,
        stages: 3,
      },
    ]);
    expect(line([1, 10], [1, 1], [12, 96], [2, 3])).toMatchObject([{ stagesFrom: 2, stages: 3 }]);
  });

  test('a range at the end reaches the end; saturation has no chip count', () => {
    const [gap] = line([1, 10, 100], [0, 0, 2], [0, 0, 0]);
    expect(gap).toMatchObject({ kind: 'saturated', x1: 100, chipsFrom: 0 });
    expect(line([1, 10], [1, 1], [0, 0])).toMatchObject([
      { kind: 'impossible', x0: 1, x1: 10, chipsFrom: 0, chipsTo: 0 },
    ]);
  });

  test('what more chips would fit ends where no number would', () => {
    expect(line([1, 10, 100, 1000], [1, 1, 1, 1], [8, 16, 0, 0])).toMatchObject([
      { kind: 'infeasible', x0: 1, x1: Math.sqrt(1000), chipsFrom: 8, chipsTo: 16 },
      { kind: 'impossible', x0: Math.sqrt(1000), x1: 1000 },
    ]);
  });

  test('a range without a formula is told from one that cannot run', () => {
    expect(line([1, 10, 100], [3, 3, 1], [0, 0, 0]).map(({ kind }) => kind)).toEqual(['run', 'impossible']);
  });
});

const gap: Gap = { kind: 'infeasible', x0: 1, x1: 2, chipsFrom: 12, chipsTo: 1200, stagesFrom: 0, stages: 0 };

describe('gapText', () => {
  test('from complete to shortest', () => {
    expect(gapText(gap)[0]).toBe('does not fit: takes 12 to 1,200 chips in all');
    expect(gapText({ ...gap, chipsFrom: 1200 }).at(-1)).toBe('1,200 chips');
    expect(gapText({ ...gap, kind: 'impossible' })[0]).toBe('cannot run');
    expect(gapText({ ...gap, kind: 'saturated' })[0]).toBe('overloaded: cannot keep up');
    expect(gapText({ ...gap, kind: 'run' })[0]).toContain('the dot is a run');
  });

  test('chips that only do in stages say so', () => {
    expect(gapText({ ...gap, stages: 4 })[0]).toBe(
      'does not fit: takes 12 to 1,200 chips, GPUs in a pipeline of up to 4 stages',
    );
    const same = gapText({ ...gap, chipsFrom: 32, chipsTo: 32, stagesFrom: 2, stages: 2 });
    expect(same[1]).toBe('takes 32 chips, GPUs in a pipeline of 2 stages');
    expect(same.every((text) => text.includes('pipeline'))).toBe(true);
  });
});

describe('laneWords', () => {
  const found: Gap[] = [
    { ...gap, kind: 'saturated', x0: 100, x1: 200 },
    { ...gap, kind: 'infeasible', x0: 200, x1: 400 },
    { ...gap, kind: 'impossible', x0: 400, x1: 1000 },
  ];
  const plot = (width: number) => ({ left: 50, x: scaleLog([1, 1000], [50, 50 + width]) });
  const texts = (of: Gap[], width: number) => laneWords(of, plot(width)).map(({ text }) => text);

  test('each in its own stretch, as long as there is room for all', () => {
    expect(texts(found, 1300)).toEqual(['overloaded', '12 to 1,200 chips', 'cannot run']);
    expect(laneWords(found, plot(1300)).every(({ anchor }) => anchor === 'middle')).toBe(true);
  });

  test('else in a row before them, and where that has no room the shortest that tell them apart', () => {
    expect(texts(found, 700)).toEqual(['overloaded, then 12 to 1,200 chips, then cannot run →']);
    expect(texts(found, 400)).toEqual(['full', 'no', 'cannot']);
    const two = found.slice(1);
    const [words] = laneWords(two, plot(340));
    expect(words).toMatchObject({ text: '12 to 1,200 chips, then cannot run →', anchor: 'end' });
    expect(words!.x).toBeLessThan(plot(340).x(200));
  });

  test('where all of a range takes stages, the shortest words say so instead of a count', () => {
    const [full, , never] = found;
    const second = (stagesFrom: number) =>
      texts([full!, { ...found[1]!, stages: 4, stagesFrom }, never!], 640)[1];
    expect(second(0)).toBe('12+ chips');
    expect(second(2)).toBe('pipeline');
  });

  test('words stay within the strip, whatever its width', () => {
    for (let width = 200; width < 1400; width += 20) {
      const { left, x } = plot(width);
      for (const word of laneWords(found, plot(width))) {
        const wide = word.text.length * 6;
        const from = word.anchor === 'end' ? word.x - wide : word.x - wide / 2;
        expect(from).toBeGreaterThan(left);
        expect(from + wide).toBeLessThanOrEqual(x(1000));
      }
      expect(texts(found, width).length).toBeGreaterThan(0);
    }
  });
});

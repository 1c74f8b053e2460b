import { describe, expect, it } from 'vitest';
import { loadAgreement, loadValidation } from '../../data/validation';
import { agreementText, errorSize } from './agreement-words';
import { groupText, KINDS, kindOf, wasFitted } from './kinds';
import { classesOf, errorText, farOff, pointsOf } from './points';
import { bandPath, nearestPoint, scatterPlot } from './scatter-plot';

const summary = await loadValidation();
const kind = kindOf('tpot_ms');
const points = pointsOf(summary.points, kind);

it('every group of measurements has a name', () => {
  for (const { group } of summary.compared) expect(groupText(group)).toMatch(/^[A-Z], \w/);
});

describe('points', () => {
  it('every column is as long as the others, and every index names something', () => {
    const { names, measured, predicted, source, sources } = summary.points;
    expect(predicted).toHaveLength(measured.length);
    expect(Math.max(...source)).toBeLessThan(sources.length);
    for (const key of Object.keys(names) as (keyof typeof names)[]) {
      expect(summary.points[key]).toHaveLength(measured.length);
      expect(Math.max(...summary.points[key])).toBeLessThan(names[key].length);
    }
  });

  it('every point is of exactly one kind, and every group of measurements has points', () => {
    const all = KINDS.flatMap((one) => pointsOf(summary.points, one));
    expect(all).toHaveLength(summary.points.measured.length);
    const key = (one: { group: string; system: string; hardware: string; metric: string }) =>
      [one.group, one.system, one.hardware, one.metric].join();
    const drawn = new Map<string, number>();
    for (const point of all) drawn.set(key(point), (drawn.get(key(point)) ?? 0) + 1);
    for (const group of summary.groups)
      expect(drawn.get(key(group))).toBe(Math.min(group.n, summary.points.most));
  });

  it('come the most wrong first, and are counted by class', () => {
    const sizes = points.map(({ error }) => Math.abs(error));
    expect(sizes).toEqual([...sizes].sort((p, q) => q - p));
    for (const by of ['engine', 'chip'] as const) {
      const counted = classesOf(points, by).reduce((sum, { n }) => sum + n, 0);
      expect(counted).toBe(points.length);
    }
  });

  it('what is far off is counted by the run it is of, most first', () => {
    const of = (model: string, error: number) => ({
      ...points[0]!,
      model,
      error,
      system: 'vllm',
      chip: 'h100-sxm',
    });
    expect(farOff([of('x', 0.5), of('y', -0.6)])).toBe('');
    const some = ['x', 'y', 'y', 'z', 'v', 'w'].map((model, i) => of(model, i % 2 ? 1 : -1));
    expect(farOff(some)).toBe(
      '6 are off by more than 2×: 2 of y, vllm on H100 SXM; 1 of x, vllm on H100 SXM; 1 of z, vllm on H100 SXM; 2 others.',
    );
  });

  it('errors in words', () => {
    expect(errorText(Math.log(1.1))).toBe('10% too high');
    expect(errorText(Math.log(0.9))).toBe('10% too low');
    expect(errorText(Math.log(16))).toBe('16× too high');
    expect(errorText(-Math.log(3))).toBe('3.0× too low');
    expect(errorText(-Math.log(530))).toBe('530× too low');
    expect(errorText(0.001)).toBe('the same within 0.5%');
  });
});

describe('the picture', () => {
  const plot = scatterPlot(points, 700)!;

  it('has equal axes, so that what is right lies on the diagonal', () => {
    expect(plot.x.domain()).toEqual(plot.y.domain());
    for (const { predicted, measured } of points) {
      expect(plot.x(measured)).toBeGreaterThanOrEqual(plot.left);
      expect(plot.y(predicted)).toBeLessThanOrEqual(plot.bottom);
    }
    expect(bandPath(plot)).not.toContain('NaN');
  });

  it('finds the point under the pointer, and none far from all', () => {
    const [worst] = points;
    expect(nearestPoint(points, plot, plot.x(worst!.measured) + 1, plot.y(worst!.predicted))).toBe(0);
    expect(nearestPoint(points, plot, -500, -500)).toBeNull();
  });
});

describe('the quiet line', () => {
  const rows = [
    {
      chip: 'h100-sxm',
      engine: 'vllm',
      metric: 'tpot_ms',
      n: 60,
      fitted: 0,
      median: 0.06,
      p90: 0.6,
      bias: 0,
    },
    {
      chip: 'groq-lpu-v1',
      engine: 'own',
      metric: 'tok_s_per_user',
      n: 1,
      fitted: 1,
      median: 0.002,
      p90: 0.002,
      bias: 0,
    },
  ];

  it('says the error and over how many points', () => {
    expect(agreementText(rows, 'tpot_ms', 'h100-sxm', 'vllm')).toBe(
      'TPOT on H100 SXM under vLLM: median error 6.0% over 60 measured points; one in ten is off by more than a factor of 1.8.',
    );
    expect(agreementText(rows, 'tok_s_per_user', 'groq-lpu-v1', 'own')).toContain(
      'over only 1 measured point, on which its constants were fitted',
    );
  });

  it('says what was not measured', () => {
    expect(agreementText(rows, 'tpot_ms', 'mi300x', 'vllm')).toContain('no measurement of this chip');
    expect(agreementText(rows, 'ttft_ms', 'h100-sxm', 'vllm')).toContain('no measurement of this number');
    expect(agreementText(rows, 'tpot_ms', 'h100-sxm', 'sglang')).toContain('there are some under vLLM');
  });

  it('comes from the same run as the table', async () => {
    const agreement = await loadAgreement();
    const scored = agreement.reduce((sum, { n }) => sum + n, 0);
    expect(scored).toBe(summary.scored);
  });
});

it('sizes of errors', () => {
  expect(errorSize(0.0546)).toBe('5.5%');
  expect(errorSize(0.184)).toBe('18%');
  expect(errorSize(Math.log(3))).toBe('factor 3.0');
});

it('in sample or not, as the table of groups says', () => {
  expect(wasFitted(summary.compared, 'C', 'tpot_ms')).toBe(true);
  expect(wasFitted(summary.compared, 'E', 'tok_s_total')).toBe(false);
});

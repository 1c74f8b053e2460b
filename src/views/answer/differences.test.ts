import { expect, test } from 'vitest';
import { simulate } from '../../engine/sim/simulate';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import { infeasibleReport, report } from '../fixtures/reports';
import { differences, type Difference } from './differences';
import { METRICS } from './metrics';
import { sumExactly } from './sum-exactly';

const LINKS = [
  'v=1&n=150',
  'v=1&n=150&a=gpu-split&b=gpu&b.prefill=b200-sxmx8&rps=3',
  'v=1&n=100&workload=chat&model=llama-3.1-8b&a=edge&b=sram&rps=0.05',
];

function sidesOf(link: string) {
  const { a, b } = resolve(decode(link).scenario);
  if (a.kind !== 'ready' || b?.kind !== 'ready') throw new Error(`${link} does not resolve`);
  const run = (input: typeof a.input) => simulate(input).report;
  return { a: run(a.input), b: run(b.input), asked: { a: a.input, b: b.input } };
}

const difference = ({ parts }: Difference) => parts.reduce((sum, part) => sum + part.b - part.a, 0);
const valueOf = (id: string) => METRICS.find((metric) => metric.id === id)!.value;

test.each(LINKS)('parts sum to the difference of the numbers shown: %s', (link) => {
  const { a, b, asked } = sidesOf(link);
  const found = new Map(differences(a, b, asked).map((one) => [one.id, one]));
  expect([...found.keys()]).toContain('energy');
  for (const id of ['energy', 'cost'] as const) {
    const told = found.get(id);
    const [inA, inB] = [valueOf(id)(a), valueOf(id)(b)];
    expect(told !== undefined).toBe(inA !== null && inB !== null);
    if (told && inA !== null && inB !== null) expect(difference(told)).toBeCloseTo(inB - inA, 9);
  }
  const time = found.get('time');
  expect([a.saturated, b.saturated]).toEqual([false, false]);
  expect(difference(time!)).toBeCloseTo(b.waterfall!.p50.e2e_s - a.waterfall!.p50.e2e_s, 9);
});

test('what is not known is left out, and a side that does not run leaves nothing to compare', () => {
  const unknown = report({ usd_per_million_output_tokens: null, energy_parts_j: null });
  expect(differences(report(), unknown, null)).toEqual([]);
  expect(differences(report(), infeasibleReport(), null)).toEqual([]);
  expect(differences(report(), null, null)).toEqual([]);
  const full = report({ saturated: true });
  expect(differences(full, report(), null)).toEqual([]);
  expect(differences(full, full, null).map(({ id }) => id)).toEqual(['energy']);
});

test('printed parts add up to the printed sum', () => {
  const cases = [
    [0.3333, 0.3333, 0.3334],
    [-2.5, 1.26, 1.26],
    [24.31, -0.004, 1e-9],
    [5e-9, 3e-9],
    [0, 0],
    [7],
  ];
  for (const parts of cases) {
    const { parts: shown, total, unit } = sumExactly(parts);
    expect(shown.reduce((sum, part) => sum + part, 0)).toBe(total);
    shown.forEach((part, i) =>
      expect(Math.abs(part * unit - parts[i]!)).toBeLessThanOrEqual(unit * 1.0000001),
    );
  }
});

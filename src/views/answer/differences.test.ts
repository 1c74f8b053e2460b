import { expect, test } from 'vitest';
import { joules as printed } from '../../units/format';
import { simulate } from '../../engine/sim/simulate';
import { decode } from '../../scenario/codec';
import { NOTHING_OWN } from '../../scenario/custom';
import { resolve } from '../../scenario/resolve';
import { infeasibleReport, report } from '../fixtures/reports';
import { energyStack } from '../charts/energy-parts';
import { differences, type Difference } from './differences';
import { METRIC_CARDS } from './metric-cards';
import { METRICS } from './metrics';
import { energyPartName } from './part-names';
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
  expect(difference(time!)).toBeCloseTo(b.e2e_s!.mean - a.e2e_s!.mean, 9);
});

test.each(LINKS)('joules go where the bars and the card say: %s', (link) => {
  const { a, b, asked } = sidesOf(link);
  const { parts } = differences(a, b, asked).find(({ id }) => id === 'energy')!;
  for (const [side, report] of [
    ['A', a],
    ['B', b],
  ] as const) {
    const bars = energyStack(side, report, (of) => of.joules_per_output_token)!.parts.filter(
      (part) => part.onChips,
    );
    const own = new Map(parts.map((part) => [part.label, side === 'A' ? part.a : part.b]));
    expect(bars.length).toBeGreaterThan(1);
    for (const { key, joules } of bars) expect(own.get(energyPartName(key))).toBeCloseTo(joules, 9);
    const card = new Map(
      METRIC_CARDS.energy.parts(report, NOTHING_OWN).map(({ label, text }) => [label, text]),
    );
    for (const { key, joules } of bars) expect(card.get(energyPartName(key))).toBe(printed(joules));
  }
});

test('what the number of joules does not count stands last in its card, and says so', () => {
  const labels = METRIC_CARDS.energy.parts(report(), NOTHING_OWN).map(({ label }) => label);
  expect(labels.slice(-2)).toEqual([
    'Not in it: nodes around the chips',
    'Not in it: cooling and power supply',
  ]);
  expect(labels.filter((label) => /nodes|cooling/i.test(label))).toHaveLength(2);
});

test('pools of one role are told apart', () => {
  const { a, b, asked } = sidesOf('v=1&n=150&a.more=mixed:h100-sxmx8');
  const { parts } = differences(a, b, asked).find(({ id }) => id === 'cost')!;
  const labels = parts.map(({ label }) => label);
  expect(labels.slice(0, 2)).toEqual(['A: Both phases 1, H100 SXM', 'A: Both phases 2, H100 SXM']);
  expect(new Set(labels).size).toBe(labels.length);
});

test('pools of another scenario than the report is of are not its own', () => {
  const { a, b, asked } = sidesOf('v=1&n=150&a.more=mixed:h100-sxmx8');
  const before = sidesOf('v=1&n=150').asked;
  const ids = (of: typeof asked) => differences(a, b, of).map(({ id }) => id);
  expect(ids(asked)).toContain('cost');
  expect(ids(before)).not.toContain('cost');
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

test('cost says what each side pays by the hour, and where both pay the same why the parts differ all the same', () => {
  const noteOf = (link: string) => {
    const { a, b, asked } = sidesOf(link);
    return differences(a, b, asked).find(({ id }) => id === 'cost')?.note;
  };
  expect(noteOf('v=1&n=150&a=gpu&b=gpu&b.tiers=device&turns=5')).toMatch(/same an hour/);
  expect(noteOf('v=1&n=150')).toMatch(
    /^By the hour: A pays \$10\.4 for 8 chips that write [\d,]+\stok\/s, B pays \$656 for 584 chips that write [\d,]+\stok\/s\.$/,
  );
});

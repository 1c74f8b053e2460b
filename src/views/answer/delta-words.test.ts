import { expect, test } from 'vitest';
import type { SideReport } from '../../engine/result';
import { infeasibleReport, report, spread } from '../fixtures/reports';
import { chanceWords, deltaWords } from './delta-words';
import { METRICS, type MetricId } from './metrics';

const metric = (id: MetricId) => METRICS.find((one) => one.id === id)!;
const plain = (text: string) => text.replaceAll('\u202f', ' ');
const words = (id: MetricId, a: Partial<SideReport>, b: Partial<SideReport>) => {
  const found = deltaWords(metric(id), report(a), report(b))!;
  return { ...found, ratio: plain(found.ratio), gap: plain(found.gap) };
};

test('the ratio is that of the two numbers, in one unit and with digits enough to work it out again', () => {
  expect(words('ttft', { ttft_s: spread(0.2) }, { ttft_s: spread(1.4) })).toEqual({
    ratio: 'B ÷ A = 1.4000 s ÷ 0.20000 s = 7.0× slower',
    gap: '+1.20 s',
    whySame: null,
  });
  expect(words('speed', { tokens_per_s_per_user: 300 }, { tokens_per_s_per_user: 75 }).ratio).toBe(
    'A ÷ B = 300.00 ÷ 75.000 = 4.0× slower',
  );
  expect(words('chips', { chips: 8 }, { chips: 576 }).ratio).toBe('B ÷ A = 576 ÷ 8 = 72× more');
});

test('a few percent are a ratio less one', () => {
  expect(words('energy', { joules_per_output_token: 10 }, { joules_per_output_token: 10.42 })).toMatchObject({
    ratio: 'B ÷ A − 1 = 10.420 J ÷ 10.000 J − 1 = 4.2% more',
    gap: '+420 mJ',
  });
});

test('what is called the same says why, unless it is', () => {
  const near = words('tpot', { tpot_s: spread(0.01) }, { tpot_s: spread(0.0101) });
  expect(near.ratio).toBe('B ÷ A = 10.100 ms ÷ 10.000 ms = 1.010');
  expect(near.whySame).toContain('Less than 2%');
  expect(words('tpot', {}, {})).toMatchObject({ gap: '0 s', whySame: null });
  const apart = [{ usd_per_million_output_tokens: 10 }, { usd_per_million_output_tokens: 12 }] as const;
  expect(words('cost', ...apart).whySame).toContain('the same an hour');
});

test('nothing is said where nothing is compared', () => {
  expect(deltaWords(metric('ttft'), report(), infeasibleReport())).toBeNull();
  expect(deltaWords(metric('ttft'), report(), null)).toBeNull();
});

test('whether it may be chance is told by the interval of the paired difference', () => {
  const told = (ci95: number | null) => {
    const ttft_s = { mean: 0.012, ci95 };
    const difference = { requests: 940, warmup_requests: 60, ttft_s, tpot_s: null, e2e_s: null };
    return chanceWords(metric('ttft'), { a: report(), b: report(), difference }).join(' ');
  };
  expect(plain(told(0.003))).toMatch(/12.0 ± 3.0 ms later\. That interval does not hold zero.* 940 requests/);
  expect(told(0.02)).toContain('may be chance');
  expect(told(null)).not.toContain('interval holds');
  const early = { a: report({ method: 'closed_form' }), b: report(), difference: null };
  expect(chanceWords(metric('ttft'), early)).toEqual([
    'How much of it may be chance comes with the simulation.',
  ]);
  expect(chanceWords(metric('cost'), early).join()).toContain('no interval');
});

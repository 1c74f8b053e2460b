import { expect, test } from 'vitest';
import type { Difference } from '../../engine/result';
import { report } from '../fixtures/reports';
import { meansOf, pairedSentences, pairsText, perTokenOf, plusMinus } from './sure-words';

const plain = (text: string) => text.replaceAll('\u202f', ' ');
const difference = (patch: Partial<Difference>): Difference => ({
  requests: 940,
  warmup_requests: 60,
  ttft_s: null,
  tpot_s: null,
  e2e_s: null,
  ...patch,
});
const say = (patch: Partial<Difference>) => pairedSentences(difference(patch)).map(plain);

test('mean and half-width share a unit, and the digits of the half-width', () => {
  expect(plain(plusMinus(0.0123456, 0.00312))).toBe('12.3 ± 3.1 ms');
  expect(plain(plusMinus(-0.412, 0.123))).toBe('412 ± 123 ms');
  expect(plain(plusMinus(1.5, 0.0004))).toBe('1.50000 ± 0.00040 s');
  expect(plain(plusMinus(0.000002, 0.00003))).toBe('2 ± 30 µs');
});

test('sooner, later, or not to be told apart', () => {
  expect(say({ ttft_s: { mean: -0.012, ci95: 0.003 } })).toEqual([
    'B’s first token is 12.0 ± 3.0 ms sooner.',
  ]);
  expect(say({ e2e_s: { mean: 0.5, ci95: 0.02 } })).toEqual(['B’s whole answer is 500 ± 20 ms later.']);
  expect(say({ tpot_s: { mean: 0.0002, ci95: 0.0005 } })).toEqual([
    'B’s time per output token is 200 ± 500 µs longer, which may be chance.',
  ]);
  expect(say({ ttft_s: { mean: 0.5, ci95: null } })).toEqual([
    'B’s first token is 500 ms later, by too few requests to say how surely.',
  ]);
  expect(say({ ttft_s: { mean: 0, ci95: 0 } })).toEqual([
    'B’s first token is the same as A’s on every request.',
  ]);
  expect(say({})).toEqual([]);
});

test('what it stands on', () => {
  const alike = pairsText(difference({}), [60, 60]);
  expect(alike).toContain('same 940 requests, the first 60 left out as warm-up');
  expect(alike).not.toContain('means of each side');
  expect(pairsText(difference({ warmup_requests: 0 }), [0, 0])).not.toContain('warm-up');
  expect(pairsText(difference({}), [0, 60])).toContain('leaves out its own warm-up');
  const told = meansOf(report({ tpot_ci95_s: null })).map(({ text }) => plain(text));
  expect(told).toEqual(['310 ± 20 ms', '12 ms, interval unknown']);
  const unsettled = meansOf(report({ tpot_ci95_s: 0.03 })).map(({ text }) => plain(text));
  expect(unsettled[1]).toBe('12 ms, unsettled: the run is too short');
});

test('cost and energy per token move with how many tokens came', () => {
  const of = (half: number | null) =>
    report({
      output_tokens_per_s: 1000,
      output_tokens_per_s_ci95: half,
      usd_per_million_output_tokens: 3.04,
      joules_per_output_token: null,
    });
  expect(perTokenOf(of(86))).toEqual([{ label: 'Cost per million output tokens', text: '$3.04 ± 8.6%' }]);
  expect(perTokenOf(of(null))).toEqual([]);
});

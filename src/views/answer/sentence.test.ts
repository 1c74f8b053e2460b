import { describe, expect, test } from 'vitest';
import type { SideReport } from '../../engine/result';
import { infeasibleReport, report, spread, sramReport } from '../fixtures/reports';
import { answerSentence, plainText } from './sentence';

const say = (a: SideReport | null, b: SideReport | null | undefined) =>
  plainText(answerSentence(a, b)).replaceAll('\u202f', ' ');
const saturated = (patch: Partial<SideReport> = {}) => report({ saturated: true, ...patch });

describe('answerSentence', () => {
  test('nothing yet', () => {
    expect(say(null, null)).toBe('Working out the first answer …');
    expect(say(report(), null)).toBe('Working out the first answer …');
    expect(say(null, undefined)).toBe('Working out the first answer …');
  });

  test('B faster with more chips, A cheaper', () => {
    expect(say(report(), sramReport({ usd_per_million_output_tokens: 151 }))).toBe(
      'B answers 3.7× faster per user and needs 73× the chips; A is 5.3× cheaper per token.',
    );
  });

  test('a later start of the faster side is said', () => {
    const b = sramReport({ usd_per_million_output_tokens: 151, ttft_s: spread(0.62) });
    expect(say(report(), b)).toBe(
      'B answers 3.7× faster per user and needs 73× the chips, though its first token comes 2.0× later; A is 5.3× cheaper per token.',
    );
  });

  test('A faster, with fewer chips and cheaper too', () => {
    const b = report({ tokens_per_s_per_user: 40, chips: 16, usd_per_million_output_tokens: 40 });
    expect(say(report(), b)).toBe(
      'A answers 2.0× faster per user and needs 2.0× fewer chips; A is also 1.4× cheaper per token.',
    );
  });

  test('small differences are said in per cent, tiny ones not at all', () => {
    const near = report({ tokens_per_s_per_user: 84.6, chips: 8, usd_per_million_output_tokens: 28.5 });
    expect(say(report(), near)).toBe(
      'B answers 5.0% faster per user on as many chips; a token costs the same.',
    );
    expect(say(report(), report())).toBe(
      'A and B answer equally fast per user on as many chips; a token costs the same.',
    );
  });

  test('equally fast, more chips', () => {
    const b = report({ chips: 16, usd_per_million_output_tokens: 56.8 });
    expect(say(report(), b)).toBe(
      'A and B answer equally fast per user, though B needs 2.0× the chips; A is 2.0× cheaper per token.',
    );
  });

  test('an unknown price is said, and energy stands in', () => {
    expect(say(report(), sramReport())).toBe(
      'B answers 3.7× faster per user and needs 73× the chips; the price of B is not known, and A uses 30× less energy per token.',
    );
    const noPrice = { usd_per_million_output_tokens: null };
    const noPower = { joules_per_output_token: null };
    expect(say(report(noPrice), sramReport(noPower))).toBe(
      'B answers 3.7× faster per user and needs 73× the chips; the price of neither is known.',
    );
  });

  test('one side does not fit', () => {
    expect(say(report(), infeasibleReport())).toBe(
      'B cannot run this; the reason is below. A streams 80.6 tokens/s to each user, the first after 310 ms, on 8 chips at $28.4 per million output tokens.',
    );
    expect(say(infeasibleReport(), sramReport())).toBe(
      'A cannot run this; the reason is below. B streams 300 tokens/s to each user, the first after 360 ms, on 584 chips; its price is not known.',
    );
  });

  test('neither fits', () => {
    expect(say(infeasibleReport(), infeasibleReport())).toBe(
      'Neither A nor B can run this; the reason is below.',
    );
  });

  test('saturation', () => {
    expect(say(saturated(), report({ chips: 1 }))).toBe(
      'A cannot keep up with this load: its queue grows for as long as the load lasts. B streams 80.6 tokens/s to each user, the first after 310 ms, on 1 chip at $28.4 per million output tokens.',
    );
    expect(say(saturated(), saturated({ requests_per_s: 4 }))).toBe(
      'Neither A nor B keeps up with this load. A finishes 1.99 requests a second, B 4.00.',
    );
    expect(say(saturated({ requests_per_s: null }), saturated())).toBe(
      'Neither A nor B keeps up with this load.',
    );
    expect(say(saturated(), infeasibleReport())).toBe(
      'A cannot keep up with this load: its queue grows for as long as the load lasts. B cannot run this; the reason is below.',
    );
  });

  test('A alone', () => {
    expect(say(report(), undefined)).toBe(
      'A streams 80.6 tokens/s to each user, the first after 310 ms, on 8 chips at $28.4 per million output tokens.',
    );
    expect(say(infeasibleReport(), undefined)).toBe('A cannot run this; the reason is below.');
    expect(say(saturated(), undefined)).toContain('A cannot keep up');
    const bare = report({ tokens_per_s_per_user: null, ttft_s: null, usd_per_million_output_tokens: null });
    expect(say(bare, undefined)).toBe('A runs this, on 8 chips; its price is not known.');
  });

  test('never prints a mark, an unknown as a number, or two spaces', () => {
    const sides = [report(), sramReport(), infeasibleReport(), saturated(), report({ ttft_s: null })];
    for (const a of sides) {
      for (const b of [...sides, undefined]) {
        expect(say(a, b)).not.toMatch(/\*|NaN|null|undefined| {2}|–/);
        expect(say(a, b)).toMatch(/\.$/);
      }
    }
  });
});

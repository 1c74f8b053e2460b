import { describe, expect, test } from 'vitest';
import type { Difference, PrefixReport, SideReport } from '../../engine/result';
import { infeasibleReport, report, spread, sramReport } from '../fixtures/reports';
import type { About } from '../../scenario/presets';
import { ledBy } from './leads';
import { answerSentence, plainText } from './sentence';

const say = (a: SideReport | null, b: SideReport | null | undefined, difference: Difference | null = null) =>
  plainText(answerSentence(a, b, difference)).replaceAll('\u202f', ' ');
const saturated = (patch: Partial<SideReport> = {}) => report({ saturated: true, ...patch });

describe('answerSentence', () => {
  test('nothing yet', () => {
    expect(say(null, null)).toBe('Working out the first answer …');
    expect(say(report(), null)).toBe('Working out the first answer …');
    expect(say(null, undefined)).toBe('Working out the first answer …');
  });

  test('a run of a few requests is said to be one', () => {
    expect(say(report({ requests: 1 }), sramReport({ requests: 1 }))).toMatch(
      /per token\. This run is of one request only\.$/,
    );
    expect(say(report({ requests: 29 }), undefined)).toMatch(/ This run is of 29 requests only\.$/);
    expect(say(report({ requests: 30 }), undefined)).not.toContain('This run');
    // A side that cannot run has answered none; the other one has.
    const none = infeasibleReport({ requests: 0 });
    expect(say(none, none)).not.toContain('This run');
    expect(say(none, report({ requests: 9 }))).toMatch(/ This run is of 9 requests only\.$/);
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

  test('a faster stream whose whole answers gain little is told of', () => {
    const whole = (times: number) =>
      say(report(), sramReport({ e2e_s: spread(times * report().e2e_s!.mean) })).split(', though ')[1];
    expect(whole(1 / 1.3)).toMatch(/^a whole answer comes only 1.3× sooner; /);
    expect(whole(1)).toMatch(/^a whole answer takes as long; /);
    expect(whole(1.3)).toMatch(/^its whole answers come 1.3× later; /);
    expect(whole(1 / 3)).toBeUndefined();
  });

  test('chips are counted: a few more of many are more', () => {
    const few = sramReport({ chips: 576 });
    const more = sramReport({ chips: 584, tokens_per_s_per_user: 2 * few.tokens_per_s_per_user! });
    expect(say(few, more)).toContain('needs 1.4% more chips');
  });

  test('A faster, with fewer chips and cheaper too', () => {
    const dearer = { usd_per_hour: 2 * report().usd_per_hour!, usd_per_million_output_tokens: 40 };
    const slower = { tokens_per_s_per_user: 40, e2e_s: spread(2 * report().e2e_s!.mean) };
    const b = report({ ...slower, chips: 16, ...dearer });
    expect(say(report(), b)).toBe(
      'A answers 2.0× faster per user and needs 2.0× fewer chips; A is also 1.4× cheaper per token.',
    );
  });

  test('wafers are no chips: both are counted, and nobody has so many times fewer', () => {
    const [pool] = report().pools;
    const wafers = (more: SideReport['pools'], chips: number) =>
      sramReport({ pools: [...more, { ...pool!, chip: 'cerebras-wse3', chips: 4 }], chips });
    expect(say(report(), wafers([], 4))).toMatch(/^B answers .* per user on 4 wafers against 8 chips; /);
    expect(say(report(), wafers([pool!], 12))).toContain(' on 8 chips and 4 wafers against 8 chips');
    expect(say(wafers([], 4), wafers([], 4))).toContain('on as many chips');
  });

  test('small differences are said in per cent, tiny ones not at all', () => {
    const near = report({ tokens_per_s_per_user: 84.6, chips: 8, usd_per_million_output_tokens: 28.5 });
    expect(say(report(), { ...near, e2e_s: { ...near.e2e_s!, mean: 1.45 } })).toBe(
      'B answers 5.0% faster per user on as many chips; they cost the same an hour.',
    );
    expect(say(report(), near)).toBe(
      'B answers 5.0% faster per user on as many chips, though a whole answer takes as long; they cost the same an hour.',
    );
    expect(say(report(), report())).toBe(
      'A and B answer equally fast per user on as many chips; they cost the same an hour.',
    );
  });

  test('equally fast, but one begins sooner', () => {
    const b = report({ ttft_s: { ...report().ttft_s!, mean: 4 * report().ttft_s!.mean } });
    expect(say(report(), b)).toBe(
      'A and B write equally fast, and A begins 4.0× sooner on as many chips; they cost the same an hour.',
    );
  });

  test('equally fast, more chips', () => {
    const b = report({
      chips: 16,
      usd_per_hour: 2 * report().usd_per_hour!,
      usd_per_million_output_tokens: 56.8,
    });
    expect(say(report(), b)).toBe(
      'A and B answer equally fast per user, and B needs 2.0× the chips; A is 2.0× cheaper per token.',
    );
  });

  test('chips of the same price that answer the same requests cost the same, wherever a run was cut', () => {
    const cut = { usd_per_million_output_tokens: 1.2 * report().usd_per_million_output_tokens! };
    expect(say(report(), report(cut))).toContain('; they cost the same an hour.');
    // One that turns requests away answers fewer.
    expect(say(report(), report({ ...cut, rejected: 10 }))).toContain('cheaper per token');
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

  test('chips that cost nothing are not chips of an unknown price', () => {
    const free = { usd_per_million_output_tokens: 0, usd_per_hour: 0 };
    expect(say(report(free), report())).toContain('; a token of A costs nothing, as its price is set');
    expect(say(report(free), report(free))).toContain('; a token of either costs nothing, as prices are set');
  });

  test('one side does not fit', () => {
    expect(say(report(), infeasibleReport())).toBe(
      'B cannot run this; the reason is below. A streams 80.6 tokens/s to each user, the first after 310 ms.',
    );
    expect(say(infeasibleReport(), sramReport())).toBe(
      'A cannot run this; the reason is below. B streams 300 tokens/s to each user, the first after 360 ms.',
    );
  });

  test('neither fits', () => {
    expect(say(infeasibleReport(), infeasibleReport())).toBe(
      'Neither A nor B can run this; the reason is below.',
    );
  });

  test('saturation', () => {
    expect(say(saturated(), report({ chips: 1 }))).toBe(
      'A is overloaded. B streams 80.6 tokens/s to each user, the first after 310 ms.',
    );
    expect(say(saturated(), saturated({ requests_per_s: 4 }))).toBe(
      'Both A and B are overloaded. B finishes 2.0× as many requests: 4.00 a second, A 1.99.',
    );
    expect(say(saturated({ requests_per_s: 2.07 }), saturated())).toContain(
      ' A finishes 4.0% more requests: 2.07 a second, B 1.99.',
    );
    expect(say(saturated(), saturated())).toBe(
      'Both A and B are overloaded. Each finishes about 1.99 requests a second.',
    );
    expect(say(saturated({ requests_per_s: null }), saturated())).toBe('Both A and B are overloaded.');
    expect(say(saturated(), infeasibleReport())).toBe(
      'A is overloaded. B cannot run this; the reason is below.',
    );
  });

  test('A alone', () => {
    expect(say(report(), undefined)).toBe(
      'A streams 80.6 tokens/s to each user, the first after 310 ms, on 8 chips at $28.4 per million output tokens.',
    );
    expect(say(infeasibleReport(), undefined)).toBe('A cannot run this; the reason is below.');
    expect(say(saturated(), undefined)).toBe(
      'A is overloaded: requests arrive faster than it finishes them.',
    );
    const bare = report({ tokens_per_s_per_user: null, ttft_s: null, usd_per_million_output_tokens: null });
    expect(say(bare, undefined)).toBe('A runs this, on 8 chips; its price is not known.');
  });

  const promised = (share: number, patch: Partial<SideReport> = {}) =>
    report({ goodput_share: share, goodput_per_s: 2 * share, ...patch });
  const remembering = (hit_share: number) => report({ prefix: { hit_share } as PrefixReport });

  test('who keeps what was promised is said last, where it moves nothing', () => {
    expect(say(promised(0.62), promised(0.9996))).toBe(
      'A and B answer equally fast per user on as many chips; they cost the same an hour. B keeps the promised latencies for 99.9% of requests, A for 62%.',
    );
    expect(say(promised(0.972), promised(0.969))).toMatch(
      / Both keep the promised latencies for about 97% of requests\.$/,
    );
    expect(say(promised(1), promised(1))).toMatch(
      / Both keep the promised latencies for 100% of requests\.$/,
    );
    expect(say(promised(0.88, { rejected: 120 }), promised(0.7))).toMatch(
      / A keeps the promised latencies for 88% of requests, B for 70%; A turns 12% away\.$/,
    );
    expect(say(promised(0.98, { rejected: 20 }), undefined)).toMatch(
      /output tokens\. It keeps the promised latencies for 98% of requests and turns 2\.0% away\.$/,
    );
  });

  test('who is turned away is said, however few, with and without a promise', () => {
    expect(say(report(), report({ rejected: 8 }))).toMatch(/; .*\. B turns 0\.80% of requests away\.$/);
    expect(say(report({ rejected: 20 }), report({ rejected: 8 }))).toMatch(
      / A turns 2\.0%, B turns 0\.80% of requests away\.$/,
    );
    expect(say(report(), report())).not.toContain('away');
  });

  test('promises of a side that cannot keep up, or cannot run, are not told: a share of a growing queue is none', () => {
    expect(say(saturated({ goodput_share: 0.4 }), promised(1))).toBe(
      'A is overloaded. B streams 80.6 tokens/s to each user, the first after 310 ms. It keeps the promised latencies for 100% of requests.',
    );
    expect(say(saturated({ goodput_share: 0.4 }), saturated({ goodput_share: 0.2 }))).not.toContain(
      'promised',
    );
    expect(say(infeasibleReport(), promised(0.5))).toMatch(/^A cannot run this.*for 50% of requests\.$/);
    // The closed form knows no shares.
    expect(say(promised(0.5), report())).not.toContain('promised');
  });

  test('what was remembered is told where it differs', () => {
    expect(say(remembering(0.72), report())).toMatch(
      / A finds 72% of the prompt tokens in memory, B next to none\.$/,
    );
    expect(say(remembering(0.5), remembering(0.72))).toMatch(/ B finds 72% .*, A 50%\.$/);
    expect(say(remembering(0.71), remembering(0.72))).toMatch(/ Both find about 72% of the prompt tokens/);
    expect(say(remembering(0.02), report())).not.toContain('memory');
    expect(say(remembering(0.72), undefined)).toMatch(/ It finds 72% of the prompt tokens in memory\.$/);
  });

  test('a difference within noise is said to be one', () => {
    const faster = report({ tokens_per_s_per_user: 100 });
    const by = (ci95: number): Difference => ({
      requests: 900,
      warmup_requests: 50,
      ttft_s: null,
      tpot_s: { mean: -0.002, ci95 },
      e2e_s: null,
    });
    expect(say(report(), faster, by(0.001))).toMatch(/^B answers 1\.2× faster/);
    expect(say(report(), faster, by(0.003))).toMatch(
      /^B answers 1\.2× faster per user \(perhaps by chance\)/,
    );
    // Nor are two that look equal, where the run is too short to tell.
    expect(say(report(), report(), by(0.003))).toMatch(/ equally fast per user \(perhaps by chance\)/);
    expect(say(report(), report(), { ...by(0.0005), tpot_s: { mean: 0, ci95: 0.0001 } })).toMatch(
      / equally fast per user on/,
    );
  });

  test('a first token that comes much later is told even where it may be chance, and says so', () => {
    const faster = report({ tokens_per_s_per_user: 100 });
    const first = (mean: number) => ({ ...faster, ttft_s: { ...faster.ttft_s!, mean } });
    const within: Difference = {
      requests: 900,
      warmup_requests: 50,
      ttft_s: { mean: 0.5, ci95: 0.6 },
      tpot_s: { mean: -0.002, ci95: 0.001 },
      e2e_s: null,
    };
    expect(say(report(), first(0.93), within)).toContain(
      ', though its first token comes 3.0× later (perhaps by chance);',
    );
    expect(say(report(), first(0.465), within)).not.toContain('first token');
    const sure = { ...within, ttft_s: { mean: 0.155, ci95: 0.01 } };
    expect(say(report(), first(0.465), sure)).toContain(', though its first token comes 1.5× later;');
  });

  test('never prints a mark, an unknown as a number, or two spaces', () => {
    const sides = [
      report(),
      sramReport(),
      infeasibleReport(),
      saturated(),
      report({ ttft_s: null }),
      promised(0.5, { rejected: 300 }),
      remembering(0.4),
    ];
    for (const a of sides) {
      for (const b of [...sides, undefined]) {
        expect(say(a, b)).not.toMatch(/\*|NaN|null|undefined| {2}|–/);
        expect(say(a, b)).toMatch(/\.$/);
      }
    }
  });
});

describe('in a story the sentence begins with what its step is about', () => {
  const tell = (about: About, a: SideReport, b?: SideReport, difference: Difference | null = null) =>
    plainText(answerSentence(a, b, difference, (...of) => ledBy(about, ...of))).replaceAll('\u202f', ' ');
  const dear = sramReport({ usd_per_million_output_tokens: 151 });
  const FASTER = 'B answers 3.7× faster per user and needs 73× the chips';

  test('joules and dollars', () => {
    expect(tell('energy', report(), dear)).toBe(`A takes 30× fewer joules per output token; ${FASTER}.`);
    expect(tell('cost', report(), dear)).toBe(`A is 5.3× cheaper per token; ${FASTER}.`);
    expect(tell('energy', report(), report())).toBe(
      'A and B take as many joules per output token; A and B write equally fast on as many chips.',
    );
    expect(tell('cost', report(), report())).toContain('A and B cost the same an hour; ');
  });

  test('first tokens, which chance may have made', () => {
    const b = sramReport({ ttft_s: spread(0.62) });
    expect(tell('ttft', report(), b)).toBe(`A gives its first token 2.0× sooner; ${FASTER}.`);
    const chance = { mean: 0.1, ci95: 0.2 };
    const difference = { requests: 9, warmup_requests: 0, ttft_s: chance, tpot_s: null, e2e_s: null };
    expect(tell('ttft', report(), b, difference)).toContain('A and B give their first tokens equally soon; ');
  });

  test('how evenly tokens come, and what the prompts of others take', () => {
    const a = report({
      itl_s: { p50: 0.01, p90: 0.02, p99: 0.064, mean: 0.012 },
      tpot_parts_s: { room: 0, transfer: 0, wait: 0, decode: 0.0093, stall: 0.0031 },
    });
    const b = sramReport({
      itl_s: { p50: 0.003, p90: 0.003, p99: 0.003, mean: 0.003 },
      tpot_parts_s: { room: 0, transfer: 0, wait: 0, decode: 0.00333, stall: 0 },
    });
    expect(tell('jitter', a, b)).toBe(
      `The slowest token in a hundred takes 6.4× the usual time on A, 1.00× on B; ${FASTER}.`,
    );
    expect(tell('stall', a, b)).toBe(`Prompts of others are 25% of a token’s time on A, 0% on B; ${FASTER}.`);
    expect(tell('stall', a)).toMatch(
      /^Prompts of others are 25% of a token’s time on A. A streams 80.6 tokens/,
    );
  });

  test('promises and memory come first as they are', () => {
    const a = report({ goodput_share: 0.61 });
    const b = { ...dear, goodput_share: 0.98 };
    expect(tell('promises', a, b)).toMatch(
      /^B keeps the promised latencies for 98% .* 61%\. B answers 3\.7× faster/,
    );
    const prefix = { hit_share: 0.84 } as PrefixReport;
    expect(tell('memory', report(), report({ prefix }))).toMatch(
      /^B finds 84% of the prompt tokens in memory, A next to none\. A and B/,
    );
  });

  test('what the reports do not say leaves the sentence as it is', () => {
    const closed = { itl_s: null, tpot_parts_s: null, goodput_share: null };
    for (const about of ['jitter', 'stall', 'promises', 'memory'] as const)
      expect(tell(about, report(closed), { ...dear, ...closed })).toBe(say(report(), dear));
    expect(tell('cost', report(), sramReport())).toBe(say(report(), sramReport()));
    expect(tell('energy', report({ feasible: false }), dear)).toBe(say(report({ feasible: false }), dear));
  });
});

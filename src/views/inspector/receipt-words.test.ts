import { expect, test } from 'vitest';
import { report } from '../fixtures/reports';
import { decision, line, receipt } from './fixtures';
import { instanceName, placeOf } from './instance-name';
import { receiptText } from './receipt-text';
import { meanText, segmentEntries, totalEntries } from './receipt-words';
import { segmentsOf, tokenSpan, totalOf } from './segments';

const plain = (text: string) => text.replaceAll('\u202f', ' ');
const { pools } = report();

test('chunks of one prompt in one place are one segment; nothing of them is lost', () => {
  const { lines } = receipt();
  const segments = segmentsOf(lines);
  expect(segments.map((segment) => [segment.firstToken, segment.lastToken])).toEqual([
    [0, 10_000],
    [10_001, 10_499],
  ]);
  expect(segments[0]).toMatchObject({ joules: 2500, startSeconds: 100, endSeconds: 100.5, batch: null });
  expect(segments.flatMap((segment) => segment.lines)).toEqual(lines);
});

test('another place, pass or phase begins another segment', () => {
  const next = { firstToken: 8192, lastToken: 9000 };
  expect(segmentsOf([line(), line(next)])).toHaveLength(1);
  for (const other of [{ lane: 1 }, { pass: 1 }, { phase: 'recompute' as const }, { reason: 'else' }])
    expect(segmentsOf([line(), line({ ...next, ...other })])).toHaveLength(2);
});

test('beside its share of steps stands what the table counts, idle chips included', () => {
  const priced = report({ usd_per_million_output_tokens: 20, joules_per_output_token: 4 });
  const bought = { ...receipt(), outputTokens: 500 };
  expect(plain(meanText(bought, priced))).toContain(
    '500 answer tokens of this side, at $20.0 per million and 4.00 J each as the Answer’s table has it, come to $0.0100 and 2.00 kJ in the mean; its own share above comes to 30% of that cost and 2.3× that energy.',
  );
  expect(plain(meanText(bought, { ...priced, usd_per_million_output_tokens: null }))).toContain(
    'come to 2.00 kJ in the mean; its own share above comes to 2.3× that energy.',
  );
  const unknown = { ...bought, lines: [line({ usd: null, joules: null })] };
  expect(plain(meanText(unknown, priced))).toMatch(/come to \$0\.0100 and 2\.00 kJ in the mean\.$/);
  expect(meanText({ ...bought, waterfall: null }, priced)).toBe('');
});

test('tokens are counted from 1, prompt and answer apart', () => {
  const of = receipt();
  expect(tokenSpan(0, 8191, of)).toBe('prompt 1–8,192');
  expect(tokenSpan(8192, 10_000, of)).toBe('prompt 8,193–10,000, answer 1');
  expect(tokenSpan(10_001, 10_499, of)).toBe('answer 2–500');
});

test('what is unknown is said with its reason, and never a zero', () => {
  const lines = [line(), line({ chipName: 'Groq LPU v1', usd: null, phase: 'decode', batch: 1 })];
  expect(totalOf(lines, 'usd')).toEqual({ whole: null, known: 0.001, unknownChips: ['Groq LPU v1'] });
  const [, energy, cost] = totalEntries(lines);
  expect(plain(energy!.text)).toBe('4.00 kJ');
  expect(cost!.text).toBe('unknown: no price is known for Groq LPU v1; the rest is $0.00100');
  const entries = segmentEntries(segmentsOf(lines)[1]!, receipt(), pools);
  expect(entries.find((entry) => entry.label === 'Cost')?.text).toMatch(/^unknown: /);
  expect(entries.find((entry) => entry.label === 'Beside')?.text).toContain('alone');
});

test('instances are numbered within their pool', () => {
  const [pool] = pools;
  const two = [
    { ...pool!, name: 'mixed 1', chips: 16, instances: 2 },
    { ...pool!, name: 'mixed 2', chips: 24, instances: 3 },
  ];
  expect(placeOf(two, 1)).toEqual({ pool: 'mixed 1', number: 2, of: 2, chips: 8 });
  expect(placeOf(two, 2)).toEqual({ pool: 'mixed 2', number: 1, of: 3, chips: 8 });
  // Beside others of another pool the pool is named.
  expect(instanceName(two, 2, [2, 3])).toBe('instance 1');
  expect(instanceName(two, 2, [1, 2])).toBe('instance 1 of “Both phases 2”');
});

test('the receipt as text has the sentence, the parts, the segments, the total and the decision', () => {
  const three = report({ pools: [{ ...pools[0]!, chips: 24, instances: 3 }] });
  const text = plain(receiptText('A', { receipt: receipt(), report: three }, 'https://x.test/#v=1'));
  for (const part of [
    'Request #937 on A took 10.0 s',
    'https://x.test/#v=1',
    'Decode: 7.50 s, 75%',
    'Prefill prompt 1–10,000, answer 1 (HBM)',
    'When: 500 ms to 10.0 s (9.50 s), 2.00 s of it stalled',
    'Total',
    'Decision: Least work',
    'instance 2: 2.00 s, chosen (prompts ahead 0 s + answers under way 2.00 s)',
  ])
    expect(text).toContain(part);
});

test('candidates that were left out are told apart, with the reason and no cost that nobody knows', () => {
  const [one, two] = decision().candidates;
  const unfit = { cost: 0, eligible: false, terms: [] };
  const candidates = [
    { ...one!, ...unfit, instance: 0, reasonIfNot: 'serves Llama 3.1 8B' },
    { ...two!, instance: 1 },
    { ...one!, instance: 2, eligible: false, reasonIfNot: 'the rule sends it to another pool' },
  ];
  const [pool] = report().pools;
  const pools = [
    { ...pool!, name: 'mixed 1', instances: 1 },
    { ...pool!, name: 'mixed 2', instances: 2 },
  ];
  const decisions = [decision({ candidates, chosen: 1 })];
  const text = plain(
    receiptText('A', { receipt: receipt({ decisions }), report: report({ pools }) }, 'https://x.test/#v=1'),
  );
  expect(text.split('\n').slice(-3)).toEqual([
    '  instance 1 of “Both phases 1”: serves Llama 3.1 8B',
    '  instance 1 of “Both phases 2”: 2.00 s, chosen (prompts ahead 0 s + answers under way 2.00 s)',
    '  instance 2 of “Both phases 2”: 4.00 s (prompts ahead 500 ms + answers under way 3.50 s), the rule sends it to another pool',
  ]);
});

test('who was in the steps of a prompt is counted, where it is known', () => {
  const beside = (...all: ({ answers: number; promptTokens: number } | null)[]) =>
    segmentEntries(
      segmentsOf(all.map((one, i) => line({ firstToken: i, lastToken: i, beside: one })))[0]!,
      receipt(),
      pools,
    ).find(({ label }) => label === 'Beside')!.text;
  expect(beside({ answers: 19, promptTokens: 512 })).toBe(
    '19 answers under way and 512 prompt tokens of others, shared by tokens',
  );
  expect(beside({ answers: 1, promptTokens: 0 }, { answers: 2, promptTokens: 0 })).toBe(
    '1.5 answers under way on average, shared by tokens',
  );
  expect(beside({ answers: 0, promptTokens: 0 })).toBe('nobody: alone in its step');
  expect(beside(null)).toBe('whoever was in its steps, shared by tokens');
});

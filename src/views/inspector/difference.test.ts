import { expect, test } from 'vitest';
import { report, spread } from '../fixtures/reports';
import { commonDifferences, deltaShare, deltaText, otherWaySentence, ownDifferences } from './difference';
import { receipt, waterfall } from './fixtures';

const plain = (text: string) => text.replaceAll('\u202f', ' ');
const row = (before: number | null, after: number | null) => ({
  label: '',
  before,
  after,
  print: (value: number) => `${value} s`,
});

test('a request before and after: its times, and the parts that are something', () => {
  const other = receipt({ waterfall: waterfall({ queue_s: 3 }) });
  const rows = ownDifferences(receipt(), other);
  expect(rows.map(({ label, before, after }) => [label, before, after])).toEqual([
    ['End to end', 10, 13],
    ['First token', 0.5, 3.5],
    ['Queue', 0, 3],
    ['Prefill', 0.5, 0.5],
    ['Decode', 7.5, 7.5],
    ['Stalled by other prompts', 2, 2],
  ]);
  expect(ownDifferences(receipt(), receipt({ waterfall: null }))).toEqual([]);
});

test('everybody before and after; what is unknown stays so', () => {
  const rows = commonDifferences(report(), report({ ttft_s: spread(0.62), joules_per_output_token: null }));
  expect(rows[0]).toMatchObject({ label: 'TTFT, mean', before: 0.31, after: 0.62 });
  expect(rows.at(-1)?.after).toBeNull();
  expect(deltaText(rows.at(-1)!)).toBe('');
});

test('differences carry their sign, and a factor where a percentage would be long', () => {
  expect([deltaText(row(1, 3)), deltaText(row(3, 1)), deltaText(row(2, 2))]).toEqual([
    '+2 s',
    '−2 s',
    'same',
  ]);
  expect(deltaText(row(2350, 2350 * (1 + 1e-15)))).toBe('same');
  expect([deltaShare(row(100, 112)), deltaShare(row(4, 3)), deltaShare(row(1, 29))]).toEqual([
    '+12%',
    '−25%',
    '29×',
  ]);
  expect([deltaShare(row(0, 1)), deltaShare(row(2, 2)), deltaShare(row(null, 1))]).toEqual(['', '', '']);
});

test('the mean that the sentence tells of stands in the table', () => {
  const rows = commonDifferences(report(), report({ e2e_s: spread(1.216) }));
  const whole = rows.find(({ label }) => label === 'End to end, mean')!;
  expect(deltaShare(whole)).toBe('−20%');
});

test('one sentence for the request and for everybody', () => {
  const before = { receipt: receipt(), report: report() };
  const slower = { receipt: receipt({ waterfall: waterfall({ stall_s: 3 }) }), report: report() };
  expect(plain(otherWaySentence('instance 3', before, slower))).toBe(
    'On instance 3 the request would have taken 11.0 s, 1.00 s longer; the mean end-to-end time of all requests would hardly have moved.',
  );
  const better = { receipt: receipt(), report: report({ e2e_s: spread(1.216) }) };
  expect(plain(otherWaySentence('instance 3', before, better))).toBe(
    'On instance 3 the request would have taken just as long; the mean end-to-end time of all requests would have been 20% shorter, which may be chance: one other choice reshuffles all that comes after it.',
  );
});

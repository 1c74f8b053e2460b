import { expect, test } from 'vitest';
import { simulate } from '../../engine/sim/simulate';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import { report } from '../fixtures/reports';
import { sharesOf } from './memory-view';
import {
  finishedText,
  goodputText,
  keptText,
  LATENCY_ROWS,
  promiseRows,
  promisedText,
  rejectedText,
} from './promises';

function reportOf(link: string) {
  const { a } = resolve(decode(link).scenario);
  if (a.kind !== 'ready') throw new Error(`${link} does not resolve`);
  return simulate(a.input).report;
}

test('all requests, then each class with what it was promised', () => {
  const a = reportOf('v=1&n=120&classes=interactive:60,batch:40&b=none');
  const rows = promiseRows(a, null);
  expect(rows.map(({ label }) => label)).toEqual(['All requests', 'Interactive chat', 'Batch']);
  expect(rows[2]!.promised).toBe('nothing promised');
  expect(keptText(rows[2]!.a)).toBe('–');
  expect(keptText(rows[0]!.a)).toMatch(/%$/);
  expect(goodputText(rows[1]!.a)).toMatch(/\/s$/);
  for (const row of LATENCY_ROWS) expect(row.text(rows[1]!.a), row.label).toMatch(/s$/);
});

test('one kind of request is one row; what is unknown is a dash', () => {
  const a = reportOf('v=1&n=60&slo=ttft:0.5&b=none');
  expect(promiseRows(a, null)).toMatchObject([{ promised: 'first token in 500\u202fms' }]);
  expect(promisedText({ ttft_s: 1, tpot_s: 0.05 })).toBe(
    'first token in 1.00\u202fs, then one each 50.0\u202fms',
  );
  expect([keptText(report()), goodputText(null), rejectedText(null)]).toEqual(['–', '–', '–']);
  expect([finishedText(report()), finishedText(null)]).toEqual(['–', '–']);
  expect(finishedText({ ...a, goodput_per_s: 1, requests_per_s: 11.12 })).toBe('11.1/s');
  expect(a.goodput_per_s).toBeLessThanOrEqual(a.requests_per_s!);
});

test('shares of the prompt tokens sum to one', () => {
  const { prefix } = reportOf('v=1&n=120&a.tiers=device,dram&turns=4&b=none');
  const parts = sharesOf(prefix!);
  expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(1 - parts[0]!.share).toBeCloseTo(prefix!.hit_share, 12);
  expect(prefix!.hit_share).toBeGreaterThan(0);
});

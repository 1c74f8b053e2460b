import { expect, test } from 'vitest';
import { curveOutcome } from '../../views/fixtures/curves';
import { report } from '../../views/fixtures/reports';
import type { Caption } from './caption';
import { energyRows } from './chart-tables';
import { csvOf, curveRows } from './curve-table';
import { citationOf, markdownOf } from './words';
import { wrap } from './wrap';

const caption: Caption = {
  title: 'Time per output token of A and B',
  scenario: 'Llama 3.1 70B, 8k tokens_a request. A: 8 × H100 & more',
  version: '1.2.3',
  date: '2026-11-23',
  link: 'https://yard.example/#v=1&ctx=4096',
};

test('curves become rows with units in their names, and no number where there is no answer', () => {
  const x = Float64Array.of(1000, 2000, 4000);
  const outcome = curveOutcome(
    'context',
    x,
    { tpot: (at) => at / 1e5, fitsUpTo: 2500 },
    { tpot: () => 0.01 },
  );
  const rows = curveRows(outcome);
  expect(rows).toHaveLength(6);
  expect(rows[0]).toMatchObject({ side: 'a', context_tokens: 1000, state: 'feasible', tpot_s: 0.01 });
  expect(rows[2]).toMatchObject({ side: 'a', state: 'does not fit', tpot_s: null, chips_needed: 4 });
  expect(csvOf(rows).split('\r\n')[0]).toMatch(
    /^side,context_tokens,state,ttft_s,tpot_s,e2e_s,joules_per_output_token/,
  );
  expect(csvOf(rows).split('\r\n')[3]).toContain('does not fit,,,');
});

test('parts of the energy are of the part of the run that the rates are of, and sum to it', () => {
  const parts = { hbm: 30, idle: 10, node: 5 };
  const steady = { from_s: 10, to_s: 60, energy_j: 40, facility_energy_j: 45, energy_parts_j: parts };
  const whole = { duration_s: 90, facility_energy_j: 70, energy_parts_j: { hbm: 40, idle: 30 } };
  const rows = energyRows({ a: report({ ...whole, steady }), b: report(whole) });
  expect(rows).toEqual([
    { side: 'a', part: 'hbm', energy_j: 30, share: 30 / 45, span_s: 50 },
    { side: 'a', part: 'idle', energy_j: 10, share: 10 / 45, span_s: 50 },
    { side: 'a', part: 'node', energy_j: 5, share: 5 / 45, span_s: 50 },
    { side: 'b', part: 'hbm', energy_j: 40, share: 40 / 70, span_s: 90 },
    { side: 'b', part: 'idle', energy_j: 30, share: 30 / 70, span_s: 90 },
  ]);
});

test('CSV cells that need quotes have them', () => {
  expect(
    csvOf([
      { a: 'x,"y"', b: null },
      { a: 1, c: 'z\n' },
    ]),
  ).toBe('a,b,c\r\n"x,""y""",,\r\n1,,"z\n"\r\n');
});

test('Markdown has alternative text and a link; nothing in it is read as markup', () => {
  const text = markdownOf(caption, 'tokenyard-latency.png');
  expect(text).toMatch(/^!\[Time per output token of A and B\. .*tokens\\_a.*\]\(tokenyard-latency\.png\)/);
  expect(text).toContain('(https://yard.example/#v=1&ctx=4096)');
});

test('a citation is BibTeX', () => {
  const text = citationOf(caption);
  expect(text).toContain('  howpublished = {\\url{https://yard.example/#v=1&ctx=4096}},');
  expect(text).toContain('8k tokens\\_a request. A: 8 × H100 \\& more');
  expect(text.split('{').length).toBe(text.split('}').length);
});

test('lines are no wider than they may be, and no letter is lost', () => {
  const lines = wrap('one two three averyveryverylongword end', 9, (text) => text.length);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(9);
  expect(lines.join('').replaceAll(' ', '')).toBe('onetwothreeaveryveryverylongwordend');
});

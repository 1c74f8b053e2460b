import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../../scenario/defaults';
import { scenarioOn, type Family } from '../../scenario/plan/family';
import type { Planned } from '../../scenario/plan/plan';
import { report } from '../fixtures/reports';
import { firstPromise, goalOf, sloWords } from './plan-promise';
import { breakWords, clusterName, foundWords, promiseWords } from './plan-words';

const AFD: Family = { architecture: 'afd', prefill: 'h200-sxm', decode: 'h100-sxm', ffn: 'groq-lpu-v1' };
const scenario = scenarioOn(DEFAULT_SCENARIO, AFD, { prefill: 8, decode: 16, ffn: 288 });
const at = (p90: number) => ({ p50: p90, p90, p99: p90, mean: p90 });
const planned = (patch: Partial<Planned['report']>, meets = false): Planned => ({
  scenario,
  meets,
  breaks: null,
  report: report({ saturated: false, rejected: 0, ...patch }),
});
const goal = { ttftSeconds: 0.5, tpotSeconds: 0.03, usdPerHour: null };

test('a cluster is named by its pools, in the order in which a request meets them', () => {
  expect(clusterName(planned({}))).toMatch(/^8 × H200 SXM → 16 × H100 SXM → 288 × Groq LPU/);
  const SPLIT: Family = {
    architecture: 'gpu-split',
    prefill: 'gb200-nvl72',
    decode: 'gb200-nvl72',
    ffn: null,
  };
  const split = scenarioOn(DEFAULT_SCENARIO, SPLIT, { prefill: 8, decode: 4, ffn: 1 });
  expect(clusterName({ ...planned({}), scenario: split })).toBe(
    '8 × GB200 NVL72 (per GPU) → 4 × GB200 NVL72',
  );
});

test('a promise is kept, or missed by so much', () => {
  const words = (patch: Partial<Planned['report']>, meets?: boolean) =>
    promiseWords(planned(patch, meets), goal, 'p90');
  expect(words({}, true)).toBe('kept');
  expect(words({ requests_to_settle: 6800 }, true)).toBe('kept, in a run too short to settle');
  expect(words({ ttft_s: at(1), tpot_s: at(0.02) })).toBe('missed: TTFT 2.0× the promise');
  expect(words({ ttft_s: at(0.1), tpot_s: at(0.045) })).toBe('missed: TPOT 1.5× the promise');
  expect(words({ ttft_s: at(0.525), tpot_s: at(0.02) })).toBe('missed: TTFT 5.0% over the promise');
  expect(words({ ttft_s: at(0.1), tpot_s: null })).toBe('missed: TPOT unknown');
  expect(words({ saturated: true })).toBe('missed: overloaded');
});

test('what breaks first says pool, load and what decode waits for', () => {
  const full = { what: 'full', load: 6, pool: 'decode', boundBy: 'bytes' } as const;
  const on = (breaks: Planned['breaks'], rps: number, by: Planned['scenario'] = scenario) =>
    breakWords({ ...planned({}, true), breaks, scenario: by }, goal, 'p90', { ...scenario, rps });
  const split = { ...scenario, a: { ...scenario.a, architecture: 'gpu-split' as const } };
  expect(on(full, 2, split)).toBe(
    'The decode pool is full at 6\u202freq/s, 3.0× this load; decode is bound by memory bandwidth.',
  );
  expect(on(full, 2)).toContain('The attention pool is full');
  expect(on({ ...full, what: 'ttft', pool: 'prefill' }, 4, split)).toBe(
    'Mean TTFT passes the promise at 6\u202freq/s, 1.5× this load; the prefill pool is short first; decode is bound by memory bandwidth.',
  );
  expect(on(null, 2)).toContain('Unknown');
  const closed = breakWords({ ...planned({}, true), breaks: full }, goal, 'p90', { ...scenario, conc: 3 });
  expect(closed).toContain('is full at 6 requests in flight, 2.0× this load');
});

test('a promise that is missed is missed at this load, whatever the means do at another', () => {
  const later = { what: 'tpot', load: 17.4, pool: 'decode', boundBy: 'bytes' } as const;
  const words = (patch: Partial<Planned['report']>) =>
    breakWords({ ...planned(patch), breaks: later }, goal, 'p90', { ...scenario, rps: 3 });
  expect(words({ ttft_s: at(0.7), tpot_s: at(0.02) })).toBe(
    'TTFT misses its promise at this load already; decode is bound by memory bandwidth.',
  );
  expect(words({ ttft_s: at(0.7), tpot_s: at(0.04) })).toMatch(/^TTFT and TPOT miss their promise at this/);
  expect(words({ saturated: true })).toMatch(/^Overloaded at this load already;/);
  expect(words({ ttft_s: at(0.1), tpot_s: at(0.01), rejected: 3 })).toMatch(/^The promise is missed at this/);
});

test('how many keep the promise, in the singular and the plural', () => {
  const some = (kept: number, near: number) =>
    foundWords(
      [...Array<Planned>(kept).fill(planned({}, true)), ...Array<Planned>(near).fill(planned({}))],
      'p90',
    );
  expect(some(1, 4)).toBe('1 keeps the promise for 90% of requests; below it 4 that come near it.');
  expect(some(2, 1)).toBe(
    '2 keep the promise for 90% of requests, cheapest first; below them 1 that comes near it.',
  );
  expect(some(3, 0)).toBe('3 keep the promise for 90% of requests, cheapest first.');
  expect(some(0, 2)).toMatch(/^No cluster that was looked at/);
});

test('the first promise is the scenario’s; what is typed becomes a goal, or says what is wrong with it', () => {
  expect(firstPromise({ slo: { ttft: 0.2, tpot: null } })).toMatchObject({ ttft: '0.2', tpot: '' });
  expect(goalOf(firstPromise({ slo: null }))).toEqual({ goal });
  const text = firstPromise({ slo: null });
  expect(goalOf({ ...text, ttft: '500 ms', tpot: '0.03s' })).toEqual({ goal });
  expect(goalOf({ ...text, budget: '60' })).toEqual({ goal: { ...goal, usdPerHour: 60 } });
  expect(goalOf({ ...text, ttft: 'soon' })).toEqual({
    why: 'TTFT “soon” is not a number above 0 and at most 86,400 s.',
  });
  expect(goalOf({ ...text, ttft: '', tpot: '0' })).toEqual({
    why: 'TPOT “0” is not a number above 0 and at most 86,400 s.',
  });
  expect(goalOf({ ...text, ttft: '', tpot: ' ' })).toEqual({ why: 'Promise a TTFT, a TPOT or both.' });
});

test('a promise is written in the units of the form', () => {
  expect(sloWords({ ttft: 1, tpot: null })).toBe('TTFT 1 s');
  expect(sloWords({ ttft: 0.5, tpot: 0.03 })).toBe('TTFT 0.5 s, TPOT 30 ms');
  expect(sloWords(null)).toBe('');
});

import { describe, expect, it } from 'vitest';
import { estimateReport } from '../estimate-report';
import type { EngineInput } from '../input';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import { simulate } from './simulate';

function inputOf(link: string): EngineInput {
  const { a } = resolve(decode(link).scenario);
  if (a.kind !== 'ready') throw new Error(a.reason);
  return a.input;
}
const reportOf = (link: string) => simulate(inputOf(link)).report;

describe('rates of a run', () => {
  it('the steady part is between warm-up and the last arrival, and its rates divide its own totals', () => {
    const r = reportOf('v=1&n=3000');
    const { from_s: from, to_s: to, energy_j: energy, energy_parts_j: parts } = r.steady!;
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeLessThan(r.duration_s!);
    expect(r.power_w! * (to - from)).toBeCloseTo(energy!, 3);
    expect(r.output_tokens_per_s! * r.joules_per_output_token!).toBeCloseTo(r.power_w!, 6);
    expect(Object.values(parts!).reduce((a, b) => a + b, 0) / r.steady!.facility_energy_j!).toBeCloseTo(1, 9);
    expect(energy!).toBeLessThan(r.energy_j!);
    expect(r.output_tokens_per_s_per_facility_w! * r.facility_power_w!).toBeCloseTo(
      r.output_tokens_per_s!,
      9,
    );
    expect(r.output_tokens_per_s_per_usd_per_h! * r.usd_per_hour!).toBeCloseTo(r.output_tokens_per_s!, 9);
  });

  it('the whole run divides the totals of the whole run', () => {
    const r = reportOf('v=1&n=300');
    const whole = r.whole_run!;
    const tokens = whole.output_tokens_per_s! * r.duration_s!;
    expect(whole.joules_per_output_token! * tokens).toBeCloseTo(r.energy_j!, 2);
    expect(whole.requests_per_s! * r.duration_s!).toBeCloseTo(r.completed, 9);
    expect(whole.output_tokens_per_s!).toBeLessThan(r.output_tokens_per_s!);
  });

  it('steady rates are nearer to the closed form’s than those of the whole run', () => {
    const link = 'v=1&n=400';
    const r = reportOf(link);
    const closed = estimateReport(inputOf(link));
    for (const key of ['usd_per_million_output_tokens', 'joules_per_output_token'] as const) {
      const off = (value: number) => Math.abs(value / closed[key]! - 1);
      expect(off(r[key]!)).toBeLessThan(off(r.whole_run![key]!));
    }
  });

  it('other requests of the same kind give another rate, as its interval says', () => {
    const seeds = Array.from({ length: 40 }, (_, seed) => reportOf(`v=1&n=600&seed=${String(seed)}`));
    const mean = seeds.reduce((sum, r) => sum + r.output_tokens_per_s!, 0) / seeds.length;
    const covering = seeds.filter(
      (r) => Math.abs(r.output_tokens_per_s! - mean) <= r.output_tokens_per_s_ci95!,
    );
    expect(covering.length).toBeGreaterThanOrEqual(34);
    // Gaps and answers, both of coefficient of variation 1: √(2/n) of the rate.
    const half = seeds.reduce((sum, r) => sum + r.output_tokens_per_s_ci95!, 0) / seeds.length;
    expect(half / mean / (1.96 * Math.sqrt(2 / 600))).toBeGreaterThan(1);
    expect(half / mean / (1.96 * Math.sqrt(2 / 600))).toBeLessThan(2);
    expect(reportOf('v=1&rps=50&n=600').output_tokens_per_s_ci95).toBeNull();
  });

  it('of an overloaded run, it is what a full cluster does, however long the queue', () => {
    const twice = reportOf('v=1&rps=5&n=2000');
    const tenfold = reportOf('v=1&rps=50&n=2000');
    for (const r of [twice, tenfold]) {
      expect(r.saturated).toBe(true);
      expect(r.requests_per_s!).toBeGreaterThan(1.1 * r.whole_run!.requests_per_s!);
    }
    expect(twice.requests_per_s! / tenfold.requests_per_s!).toBeCloseTo(1, 1);
  });

  it('a run that is over before it has settled is reported whole, and says so', () => {
    const r = reportOf('v=1&n=3');
    expect(r.steady).toBeNull();
    expect(r.output_tokens_per_s).toBe(r.whole_run!.output_tokens_per_s);
    expect(r.notes.join(' ')).toMatch(/run is short/);
  });

  it('energy, tokens and money are counted from the first arrival on', () => {
    const r = reportOf('v=1&n=1&rps=0.01');
    const at = r.whole_run!;
    expect((at.power_w! * r.duration_s!) / r.energy_j!).toBeCloseTo(1, 12);
    expect((at.output_tokens_per_s! * at.joules_per_output_token!) / at.power_w!).toBeCloseTo(1, 12);
  });

  it('what a pool’s time went to sums to 1', () => {
    for (const pool of ['v=1&n=300', 'v=1&n=300&a=sram'].flatMap((link) => reportOf(link).pools)) {
      const shares = pool.time_shares!;
      expect(Object.values(shares).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      expect(shares.idle).toBeCloseTo(1 - pool.busy_share!, 12);
      expect(shares.bytes).toBeGreaterThan(0);
    }
  });

  it('prompts that pass an SRAM pipeline keep it busy too, as the closed form says', () => {
    const link = 'v=1&n=2000&a=sram&io=60:1&rps=2';
    const { pools, duration_s } = reportOf(link);
    const [pool] = pools;
    const [expected] = estimateReport(inputOf(link)).pools;
    expect(duration_s).toBeGreaterThan(500);
    expect(pool!.time_shares!.compute + pool!.time_shares!.bytes).toBeGreaterThan(0);
    expect(Math.abs(pool!.busy_share! / expected!.busy_share! - 1)).toBeLessThan(0.08);
  });

  it('gaps have a longer tail than means of requests', () => {
    const r = reportOf('v=1&n=500');
    expect(r.itl_s!.p99!).toBeGreaterThan(r.tpot_s!.p50!);
    expect(r.itl_s!.p50!).toBeLessThanOrEqual(r.itl_s!.p90!);
  });
});

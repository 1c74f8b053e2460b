import { describe, expect, it } from 'vitest';
import { decode } from '../scenario/codec';
import { resolve } from '../scenario/resolve';
import { estimateReport } from './estimate-report';
import type { SideReport } from './result';
import { simulate } from './sim/simulate';

function reportsOf(link: string): SideReport[] {
  const { a } = resolve(decode(link).scenario);
  if (a.kind !== 'ready') throw new Error(a.reason);
  return [estimateReport(a.input), simulate(a.input).report];
}

describe('prices of tokens by their kind', () => {
  it('an input token is cheaper than an output token, and one that is found cheaper still', () => {
    const link = 'v=1&a=gpu&b=none&workload=agent&turns=8&a.tiers=device,dram&rps=0.3&n=300';
    for (const { usd_per_million: prices, prefix } of reportsOf(link)) {
      expect(prefix!.hit_share).toBeGreaterThan(0.1);
      const { input, cached_input: cached, output } = prices!;
      expect(input).toBeLessThan(output);
      expect(cached!).toBeGreaterThan(0);
      expect(cached!).toBeLessThan(input / 2);
    }
  });

  it('apart, each pool is paid for by its own phase', () => {
    for (const report of reportsOf(
      'v=1&a=gpu-split&b=none&a.prefill=h100-sxmx8&a.decode=h100-sxmx16&n=300',
    )) {
      const { input, output } = report.usd_per_million!;
      const outputs = report.output_tokens_per_s! * output;
      expect(outputs / ((report.usd_per_hour! * 1e6) / 3600)).toBeCloseTo(2 / 3, 9);
      expect(input).toBeGreaterThan(0);
    }
  });
});

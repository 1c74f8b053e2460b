import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO } from '../../scenario/defaults';
import { patchScenario } from '../../scenario/patch';
import { resolve } from '../../scenario/resolve';
import type { EngineInput } from '../input';
import { receiptOf } from './receipt';
import { simulate } from './simulate';

const inputOf = (side: 'a' | 'b', count = 8): EngineInput => {
  const scenario = patchScenario(DEFAULT_SCENARIO, {
    requests: 60,
    rps: count / 8,
    a: { ...DEFAULT_SCENARIO.a, decode: { chip: 'h100-sxm', count } },
  });
  const resolved = resolve(scenario)[side];
  if (resolved?.kind !== 'ready') throw new Error('the default scenario has two sides');
  return resolved.input;
};

describe('receipt of one request', () => {
  it.each(['a', 'b'] as const)('accounts for every token of a request on side %s', (side) => {
    const { receipt, report } = receiptOf(inputOf(side), 17)!;
    let next = 0;
    for (const line of receipt.lines.filter((l) => l.pass === 0)) {
      expect(line.firstToken).toBe(next);
      next = line.lastToken + 1;
      expect(line.joules).toBeGreaterThan(0);
      if (line.phase === 'decode') expect(line.batch).toBeGreaterThanOrEqual(1 - 1e-9);
    }
    expect(next).toBe(receipt.promptTokens + receipt.outputTokens);
    expect(receipt.lines.at(-1)!.endSeconds - receipt.arrivalSeconds).toBeCloseTo(
      receipt.waterfall!.e2e_s,
      9,
    );
    expect(report.hash).toBe(simulate(inputOf(side)).report.hash);
  });

  it('shows the choice among instances, and what another would have changed', () => {
    const input = inputOf('a', 32);
    const { receipt } = receiptOf(input, 30)!;
    const [decision] = receipt.decisions;
    expect(decision!.candidates).toHaveLength(4);
    const other = decision!.candidates.find((c) => c.instance !== decision!.chosen)!.instance;
    const forced = receiptOf(input, 30, [{ request: 30, instance: other }])!;
    expect(forced.receipt.lines.every((line) => line.instance === other)).toBe(true);
    expect(forced.report.hash).not.toBe(receiptOf(input, 30)!.report.hash);
  });

  it('knows no request that does not exist', () => {
    expect(receiptOf(inputOf('a'), 60)).toBeNull();
    expect(receiptOf(inputOf('a'), -1)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO, sideOf } from '../../scenario/defaults';
import { patchScenario } from '../../scenario/patch';
import { resolve } from '../../scenario/resolve';
import type { ArchitectureId, EngineInput } from '../input';
import { receiptOf } from './receipt';
import { simulate } from './simulate';

const inputOf = (side: 'a' | 'b', count = 8, architectureOfB: ArchitectureId = 'gpu-sram'): EngineInput => {
  const decode = { chip: 'h100-sxm', count };
  const scenario = patchScenario(DEFAULT_SCENARIO, {
    requests: 60,
    rps: count / 8,
    a: { ...DEFAULT_SCENARIO.a, decode },
    b: architectureOfB === 'gpu-sram' ? DEFAULT_SCENARIO.b : { ...sideOf(architectureOfB), decode },
  });
  const resolved = resolve(scenario)[side];
  if (resolved?.kind !== 'ready') throw new Error('the default scenario has two sides');
  return resolved.input;
};

/** So few requests that none meets another, all of one length. */
const QUIET = {
  workload: {
    kind: 'synthetic',
    requests: 5,
    requestsPerSecond: 0.001,
    promptTokensMean: 4000,
    outputTokensMean: 300,
    promptTokensCv: 0,
    outputTokensCv: 0,
    gapCv: 1,
    maxContext: 131072,
  },
} as const;

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

  it('names the rule, keeps no other request, and says when there was nothing to choose', () => {
    const alone = receiptOf(inputOf('a'), 30)!.receipt;
    expect(alone.decisions[0]).toMatchObject({ label: 'Least work', pool: 'mixed', forced: false });
    expect(alone.decisions[0]!.candidates).toHaveLength(1);
    expect(alone.lines[0]!.reason).toBe('the pool has one instance');
    const among = receiptOf(inputOf('a', 32), 30)!.receipt;
    expect(among.lines[0]!.reason).toContain('Least work');
    expect(among.lines[0]!.firstToken).toBe(0);
  });

  it('shows the choice of a decode instance too, and lets a person make it', () => {
    const input = inputOf('b', 32, 'gpu-split');
    const { receipt } = receiptOf(input, 30)!;
    expect(receipt.decisions.map((d) => d.pool)).toEqual(['prefill', 'decode']);
    const decode = receipt.decisions[1]!;
    expect(decode.candidates.map((c) => c.instance)).toEqual([1, 2, 3, 4]);
    const costs = decode.candidates.map((c) => c.cost);
    expect(decode.candidates.find((c) => c.instance === decode.chosen)!.cost).toBe(Math.min(...costs));
    const other = decode.candidates.find((c) => c.instance !== decode.chosen)!.instance;
    const forced = receiptOf(input, 30, [{ request: 30, instance: other }])!.receipt;
    expect(forced.decisions[1]).toMatchObject({ chosen: other, forced: true });
    expect(forced.lines.filter((l) => l.phase === 'decode').every((l) => l.instance === other)).toBe(true);
  });

  it('says what a decision was expected to come to, and what it came to', () => {
    for (const id of ['a', 'b'] as const) {
      const { receipt } = receiptOf({ ...inputOf(id), ...QUIET }, 3)!;
      const { decisions, lines, waterfall } = receipt;
      const [routed, handed] = decisions;
      // Alone in the cluster, a request gets what can be foreseen from rates of average prompts.
      const { predicted, actual } = routed!;
      expect(Math.abs(Math.log(predicted!.ttftSeconds! / actual!.ttftSeconds!))).toBeLessThan(0.25);
      expect(Math.abs(Math.log(predicted!.tpotSeconds! / actual!.tpotSeconds!))).toBeLessThan(0.1);
      expect(actual!.joules).toBeCloseTo(
        lines.reduce((sum, line) => sum + line.joules!, 0),
        9,
      );
      expect(waterfall!.e2e_s).toBeGreaterThan(actual!.ttftSeconds!);
      if (handed === undefined) continue;
      // The first token comes from the prefill pool.
      expect(handed.predicted!.ttftSeconds).toBeNull();
      expect(handed.actual!.ttftSeconds).toBeNull();
      expect(handed.actual!.usd!).toBeLessThan(actual!.usd!);
    }
  });

  it('expects what the software takes before the first token, as it is counted', () => {
    const input = { ...inputOf('a'), ...QUIET };
    const slower = (requestSeconds: number): EngineInput => {
      const pools = input.cluster.pools.map((pool) => ({
        ...pool,
        software: { ...pool.software, requestSeconds },
      }));
      return { ...input, cluster: { ...input.cluster, pools } };
    };
    const outlookAt = (requestSeconds: number) => receiptOf(slower(requestSeconds), 3)!.receipt.decisions[0]!;
    const [none, some] = [outlookAt(0), outlookAt(2)];
    expect(some.predicted!.ttftSeconds! - none.predicted!.ttftSeconds!).toBeCloseTo(2, 9);
    expect(some.actual!.ttftSeconds! - none.actual!.ttftSeconds!).toBeCloseTo(2, 9);
  });

  it('knows no request that does not exist', () => {
    expect(receiptOf(inputOf('a'), 60)).toBeNull();
    expect(receiptOf(inputOf('a'), -1)).toBeNull();
  });
});

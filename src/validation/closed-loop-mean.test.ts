import { describe, expect, it } from 'vitest';
import { closedLoopMeans } from './closed-loop-mean';
import { type Configuration, configurationOf } from './configuration';
import { NO_EXTRAS } from './extra-catalog';
import { readMeasured } from './measured-row';
import { runClosedLoop } from './predict-closed-loop';
import { stepCostOf, windowOf } from './step-cost-of';

function configuration(): Configuration {
  const read = readMeasured(
    'group,system,hardware,model,metric,value,tp,precision\nC,vllm,h200-sxm,llama-3.1-70b,tpot_ms,1,4,fp8\n',
  );
  if (!read.ok) throw new Error(read.why);
  const result = configurationOf(read.rows[0]!, NO_EXTRAS);
  if (!result.ok) throw new Error(result.reason);
  return result.configuration;
}

describe('closed form of a closed loop', () => {
  const c = configuration();

  it.each([
    [4, 1024, 512],
    [32, 1024, 512],
    [64, 4096, 512],
  ])('agrees with the run: %i users, %i in, %i out', (users, promptTokens, outputTokens) => {
    const run = runClosedLoop(c, {
      users,
      promptTokens,
      outputTokens,
      shortest: 0.8,
      tokenBudget: 8192,
      requestSeconds: null,
      graphTokens: null,
      admission: null,
      warmedUp: false,
    });
    const means = closedLoopMeans(stepCostOf(c), users, 0.9 * promptTokens, 0.9 * outputTokens, windowOf(c));
    expect(Math.abs(means.tpot / run!.tpot.mean - 1)).toBeLessThan(0.06);
    // Little: users = rate · (ttft + output · tpot).
    const cycle = means.ttft + 0.9 * outputTokens * means.tpot;
    expect((means.rate * cycle) / users).toBeCloseTo(1, 3);
  });

  it('lets users wait when the batch is limited', () => {
    const free = closedLoopMeans(stepCostOf(c), 64, 1000, 500, Infinity);
    const limited = closedLoopMeans(stepCostOf(c), 64, 1000, 500, Infinity, 16);
    expect(limited.batch).toBe(16);
    expect(limited.tpot).toBeLessThan(free.tpot);
    expect(limited.ttft).toBeGreaterThan(10 * free.ttft);
  });
});

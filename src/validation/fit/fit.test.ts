import { describe, expect, it } from 'vitest';
import {
  crossValidate,
  errorsAt,
  errorStatistics,
  fit,
  fittedOf,
  PARAMETERS,
  readMeasured,
  samplesOf,
} from './index';

const HEADER =
  'group,system,hardware,tp,model,precision,mode,input_len,output_len,batch_or_concurrency,metric,value,notes';
const NOTES = 'random tokens, no prefix cache';

// Made-up runs: what the priors predict, half as fast again.
function slowedRuns(factor: number) {
  const line = (tp: number, users: number, metric: string, value: number) =>
    `C,vllm,H100-SXM-80GB,${tp},llama-3.1-70b,fp8,aggregated serving,1024,512,${users},${metric},${value},"${NOTES}"`;
  const cases = [2, 4, 8].flatMap((tp) => [1, 8, 32].map((users) => ({ tp, users })));
  const read = (values: (i: number) => [tpot: number, ttft: number]) => {
    const lines = cases.flatMap(({ tp, users }, i) => {
      const [tpot, ttft] = values(i);
      return [line(tp, users, 'tpot_ms', tpot), line(tp, users, 'ttft_ms', ttft)];
    });
    const rows = readMeasured([HEADER, ...lines].join('\n'));
    if (!rows.ok) throw new Error(rows.why);
    return samplesOf(rows.rows);
  };
  const priors = PARAMETERS.map(({ prior }) => prior);
  const errors = errorsAt(
    read(() => [1, 1]).map((sample) => ({ ...sample, ttft: 1e-3 })),
    priors,
  );
  return read((i) => [factor * Math.exp(errors[i]!.tpot), factor * Math.exp(errors[i]!.ttft ?? 0)]);
}

describe('the fit of the engine profiles', () => {
  const samples = slowedRuns(1.15);
  const priors = PARAMETERS.map(({ prior }) => prior);
  const median = (errors: { tpot: number }[]) => errorStatistics(errors.map(({ tpot }) => tpot)).median;

  it('has samples of every run, those of one configuration sharing a weight', () => {
    expect(samples).toHaveLength(9);
    expect(median(errorsAt(samples, priors))).toBeCloseTo(Math.log(1.15), 3);
    expect(samples.every(({ weight }) => Math.abs(weight - 1) < 1e-9)).toBe(true);
  });

  it('finds slower constants, and predicts what it left out better than the priors do', () => {
    const { vector } = fit(samples, priors, 4);
    expect(median(errorsAt(samples, vector))).toBeLessThan(0.05);
    const held = crossValidate(samples, (s) => s.configuration.key, priors);
    expect(median(held)).toBeLessThan(0.08);
  });

  it('leaves engines alone that have no run', () => {
    const { vector } = fit(samples, priors, 2);
    const { sglang, trtllm } = fittedOf(vector).software;
    expect([sglang.stepSeconds, trtllm.stepSeconds]).toEqual([0.7e-3, 0.7e-3]);
  });
});

import { expect, it } from 'vitest';
import { estimateReport } from '../engine/estimate-report';
import type { EngineInput, SyntheticWorkload } from '../engine/input';
import { simulate } from '../engine/sim/simulate';
import { decode } from './codec';
import { resolve } from './resolve';

/** Requests so far apart that none meets another, all of one length. */
function alone(requestSeconds: number): EngineInput {
  const side = resolve(decode('b=none&model=llama-3.1-8b').scenario).a;
  if (side.kind !== 'ready') throw new Error(side.reason);
  const { input } = side;
  const pools = input.cluster.pools.map((pool) => ({
    ...pool,
    software: { ...pool.software, requestSeconds },
  }));
  const workload: SyntheticWorkload = {
    ...(input.workload as SyntheticWorkload),
    requests: 20,
    requestsPerSecond: 1e-4,
    promptTokensCv: 0,
    outputTokensCv: 0,
    gapCv: 0,
  };
  return { ...input, workload, cluster: { ...input.cluster, pools } };
}

it('the time that software takes from a request is in TTFT and E2E, by simulation and closed form alike', () => {
  for (const run of [(input: EngineInput) => simulate(input).report, estimateReport]) {
    const [none, some] = [run(alone(0)), run(alone(0.05))];
    expect(some.ttft_s!.mean - none.ttft_s!.mean).toBeCloseTo(0.05, 4);
    expect(some.e2e_s!.mean - none.e2e_s!.mean).toBeCloseTo(0.05, 4);
    expect(some.tpot_s!.mean).toBeCloseTo(none.tpot_s!.mean, 7);
  }
  const simulated = simulate(alone(0.05)).report.ttft_s!.mean;
  expect(simulated / estimateReport(alone(0.05)).ttft_s!.mean).toBeCloseTo(1, 3);
});

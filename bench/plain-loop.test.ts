import { expect, it } from 'vitest';
import { Simulation } from '../src/engine/sim/simulation';
import { toyModel, toyPlan, toyPool } from '../src/engine/sim/fixtures';
import { makeRequests } from '../src/engine/workload/requests';
import { plainLoop, type PlainCost } from './plain-loop';

const COST: PlainCost = { base: 0.012, perSequence: 1e-4, perContextToken: 4e-8, perPromptToken: 7e-5 };

it('answers the same requests as the engine does, in nearly the same time', () => {
  const requests = makeRequests(
    {
      kind: 'synthetic',
      requests: 2000,
      requestsPerSecond: 60,
      gapCv: 1,
      promptTokensMean: 1155,
      promptTokensCv: 0.96,
      outputTokensMean: 211,
      outputTokensCv: 0.77,
      maxContext: 8192,
    },
    1,
  );
  const plain = plainLoop(requests, 8, COST);
  const plan = toyPlan([
    toyPool({
      instances: 8,
      tokenBudget: 8192,
      maxSequences: 256,
      cost: {
        base: COST.base,
        perSequence: COST.perSequence,
        perToken: COST.perContextToken,
        perPromptToken: COST.perPromptToken,
      },
    }),
  ]);
  const sim = new Simulation(plan, toyModel(), requests, { routing: 'rr' });
  sim.run(Infinity, Infinity);
  let sum = 0;
  for (let i = 0; i < requests.count; i++)
    sum += sim.requests.firstToken[i]! + sim.requests.end[i]! - 2 * requests.arrival[i]!;
  // They differ in how a prompt longer than what is left of a budget is cut.
  expect(Math.abs(Number(plain.result) / sum - 1)).toBeLessThan(0.03);
});

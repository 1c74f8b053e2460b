import type { Tokens } from '../../units/units';
import type { Rounds } from '../layout/pool-plan';
import { uniform } from '../number/random';
import type { Lane } from './cluster-state';
import type { SimState } from './state';

/** How many tokens a round of draft and verify yields, drawn for every request and round. */

/** Tokens of one round: the accepted ones of those drafted, and the one that verifying adds. */
export function tokensOfRound(
  sim: SimState,
  request: number,
  produced: Tokens,
  { drafted, acceptance }: Rounds,
): Tokens {
  // Numbered by the tokens before it, so that the same answer meets the same luck on any cluster.
  const u = uniform(sim.roundKey, sim.requests.identity[request]!, produced);
  let accepted = 0;
  for (let chance = acceptance; accepted < drafted && u < chance; chance *= acceptance) accepted++;
  return Math.min(accepted + 1, sim.requests.output[request]! - produced);
}

export function producedBy(sim: SimState, lane: Lane, request: number): Tokens {
  return sim.requests.base[request]! + lane.step - sim.requests.prompt[request]!;
}

/** Most tokens that a sequence of the batch may gain in the next round; memory must hold as many for each. */
export function mostOfRound(sim: SimState, lane: Lane, rounds: Rounds): Tokens {
  let left = 0;
  for (let i = 0; i < lane.changes.size && left <= rounds.drafted; i++) {
    const request = lane.changes.requestAt(i);
    left = Math.max(left, sim.requests.output[request]! - producedBy(sim, lane, request));
  }
  return Math.min(rounds.drafted + 1, left);
}

/** Tokens that the round which starts now will deliver, for the meter. */
export function countRound(sim: SimState, lane: Lane, rounds: Rounds): void {
  lane.roundTokens = 0;
  for (let i = 0; i < lane.changes.size; i++) {
    const request = lane.changes.requestAt(i);
    lane.roundTokens += tokensOfRound(sim, request, producedBy(sim, lane, request), rounds);
  }
}

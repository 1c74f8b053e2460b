import type { Bytes, RequestsPerSecond, Seconds } from '../../units/units';
import { KV_BLOCK_TOKENS, type Plan } from '../layout/pool-plan';
import { crossing } from '../number/crossing';
import { takesArrivals } from '../roles';
import type { WorkloadStatistics } from '../workload-statistics';
import { keptKv, ofSessions } from './kept';
import type { DecodeStage, Demand } from './stage';

/** What of a steady state takes memory that could keep KV. */
interface Running {
  rate: RequestsPerSecond;
  service: Seconds;
  decode: DecodeStage;
}

/** Rounds in which what is found and what is in the way of keeping it settle. */
const ROUNDS = 2;

/** Users make the rate on which it depends what is found: it is found to this share. */
const CLOSE = 0.01;

/**
 * The state that `stateFor` comes to with what KV memory finds. That depends on the rate, and on the room that running
 * requests leave on the device; both depend on what is found.
 */
export function withKept<State extends Running>(
  plan: Plan,
  w: WorkloadStatistics,
  demand: Demand,
  stateFor: (demand: Demand) => State,
): State {
  const { kept: memory } = plan;
  const entry = plan.pools.find(({ input }) => takesArrivals(input.role));
  if (memory === undefined || !ofSessions(w) || entry === undefined || entry.pipelinePrefill !== null)
    return stateFor(demand);
  const prefills = entry.input.role === 'prefill';
  const context = w.promptMean + (prefills ? 0 : w.outputMean);
  const takenIn = ({ rate, service, decode }: Running): Bytes => {
    const running = rate * service + (prefills ? 0 : decode.decoding);
    return ((running / entry.instances) * context * entry.globalBlockBytes) / KV_BLOCK_TOKENS;
  };
  const at = (rate: RequestsPerSecond, taken: Bytes): State => {
    const room = Math.max(0, entry.kvCapacityBytes - taken);
    return stateFor({ ...demand, kept: keptKv(w, memory, entry, rate, room) });
  };
  if (w.users !== null) return atRateOfUsers(stateFor(demand), (rate, state) => at(rate, takenIn(state)));
  let state = at(w.requestsPerSecond, 0);
  for (let round = 1; round < ROUNDS; round++) state = at(w.requestsPerSecond, takenIn(state));
  return state;
}

/**
 * The state whose own rate is the one that it was found with. More that come find less, so that fewer are answered: there is
 * one crossing, or a jump, of which users are on the slower side.
 */
function atRateOfUsers<State extends Running>(
  nothingFound: State,
  next: (rate: RequestsPerSecond, before: State) => State,
): State {
  const low = nothingFound.rate;
  let state = nothingFound;
  const slower: State[] = [];
  const most = next(low, nothingFound).rate;
  crossing(
    (rate) => {
      state = next(rate, state);
      if (state.rate <= rate) slower.push(state);
      return rate - state.rate;
    },
    low,
    most,
    CLOSE * most,
  );
  return slower.at(-1) ?? state;
}

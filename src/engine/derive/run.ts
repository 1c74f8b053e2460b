import type { PoolPlan } from '../layout/pool-plan';
import type { SideReport } from '../result';
import { bill, type Bill } from './bill';
import { sumOf } from './parts';
import { derived, given, type Quantity } from './quantity';

const RUN = { kind: 'run' } as const;

/** Parts of the energy outside accelerators and links. */
const AROUND = ['node', 'cooling'];

export type RunNumbers = Bill & Record<'ttft' | 'tpot' | 'speed' | 'e2e', Quantity | null>;

/** The numbers of a simulated side as sums and quotients of what the run counted. */
export function runNumbers(pools: readonly PoolPlan[], report: SideReport): RunNumbers {
  const { ttft_s, tpot_s, e2e_s, output_tokens_per_s } = report;
  const rate = given('X', 'Output tokens a second, counted', 'tokens/s', output_tokens_per_s ?? 0, RUN);
  const ttft = ttft_s && firstToken(report);
  const tpot = tpot_s && nextToken(report);
  return {
    ttft,
    tpot,
    speed: tpot && derived('v', 'Tokens a second that one user sees', 'tokens/s', '1 ÷ TPOT', [tpot]),
    e2e: ttft && e2e_s && wholeAnswer(ttft, e2e_s.mean),
    ...bill(pools, rate, power(report)),
  };
}

/** What a request waits for before its first token, each a mean over the same requests. */
function firstToken({ ttft_parts_s: parts }: SideReport): Quantity | null {
  if (parts === null) return null;
  const inputs = [
    given('t_route', 'Front end and network', 's', parts.route, RUN),
    given('t_queue', 'Queue', 's', parts.queue, RUN),
    given('t_fetch', 'Waiting for KV from a tier', 's', parts.fetch, RUN),
    given('t_prefill', 'Reading the prompt, with others in its steps', 's', parts.prefill, RUN),
  ];
  return derived('TTFT', 'Time to first token, mean over requests', 's', sumOf(inputs), inputs);
}

/** The time to the first token and that to the last, means over the same requests: so their sum is the mean of the sums. */
function wholeAnswer(ttft: Quantity, mean: number): Quantity {
  // Of answers of one token what is left may be a rounding below zero.
  const rest = Math.max(0, mean - ttft.value);
  return derived('E2E', 'Whole answer, mean over requests', 's', 'TTFT + t_answer', [
    ttft,
    given('t_answer', 'From the first token to the last', 's', rest, RUN),
  ]);
}

/** What stands between two tokens of an answer, each a mean over requests of its share of an answer's gaps. */
function nextToken({ tpot_parts_s: parts }: SideReport): Quantity | null {
  if (parts === null) return null;
  const inputs = [
    given('t_room', 'Waiting for room where it is decoded', 's', parts.room, RUN),
    given('t_move', 'KV on its way there', 's', parts.transfer, RUN),
    given('t_wait', 'Waiting for a step to end', 's', parts.wait, RUN),
    given('t_steps', 'Decode steps', 's', parts.decode, RUN),
    given('t_stall', 'Prompts of others in its steps, and being preempted', 's', parts.stall, RUN),
  ];
  return derived('TPOT', 'Time per output token, mean over requests', 's', sumOf(inputs), inputs);
}

/** Joules counted by where they went, over the time they were counted in. */
function power(report: SideReport): Quantity | null {
  const { steady, duration_s, energy_parts_j } = report;
  const parts = steady?.energy_parts_j ?? energy_parts_j;
  const span = steady === null ? duration_s : steady.to_s - steady.from_s;
  if (parts === null || span === null || !(span > 0)) return null;
  const inputs = Object.entries(parts)
    .filter(([key]) => !AROUND.includes(key))
    .map(([key, joules]) => given(`E_${key}`, `Joules: ${key}`, 'J', joules, RUN));
  const sum = sumOf(inputs);
  const time = given('t', 'Seconds in which they were counted', 's', span, RUN);
  return derived('P', 'Power of chips and links', 'W', `(${sum}) ÷ t`, [...inputs, time]);
}

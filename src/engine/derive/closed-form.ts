import { fleetState, type Part } from '../closed-form/fleet-state';
import type { SteadyState } from '../closed-form/steady-state';
import { PICOJOULES_PER_BIT } from '../energy-parts';
import type { EngineInput } from '../input';
import { decoderOf } from '../layout/pool-plan';
import { requestSecondsOf } from '../layout/request-seconds';
import { Planner } from '../plan';
import { workloadStatistics } from '../workload-statistics';
import { bill, type Bill } from './bill';
import { derived, given, type Origin, type Quantity } from './quantity';
import { decodeStep } from './step';

const LAYOUT: Origin = { kind: 'layout' };
const QUEUE: Origin = { kind: 'queue' };
const ASKED: Origin = { kind: 'asked' };

/** What the closed form has a formula for; empty where it does not know, or the side is overloaded. */
export type ClosedForms = Partial<Bill> & { ttft?: Quantity; tpot?: Quantity; speed?: Quantity };

/** The closed form of one side, number by number, as formulas down to figures of chips and what was asked. */
export function closedForms(input: EngineInput): ClosedForms {
  const w = workloadStatistics(input.workload);
  const planned = new Planner(input.model, input.cluster).plan(w);
  if (!planned.feasible) return {};
  const fleet = fleetState(planned.plan, input.model, w);
  if (!fleet.known || fleet.state.saturated) return {};
  const { main, state } = fleet;
  const tpot = main.state.demand.decodeSteps > 0 ? timePerToken(main) : undefined;
  const rate = derived('X', 'Output tokens a second', 'tokens/s', 'λ × O', [
    given('λ', 'Requests a second', 'requests/s', state.rate, ASKED),
    given('O', 'Output tokens of a request, mean', 'tokens', w.outputMean, ASKED),
  ]);
  return {
    ttft: timeToFirst(main),
    ...(tpot && {
      tpot,
      speed: derived('v', 'Tokens a second that one user sees', 'tokens/s', '1 ÷ TPOT', [tpot]),
    }),
    ...bill(planned.plan.pools, rate, power(state, planned.plan.pools.length)),
  };
}

function timeToFirst({ plan, state }: Part): Quantity {
  const request = requestSecondsOf(plan);
  return derived('TTFT', 'Time to first token, mean', 's', 'w + t_p + t_r', [
    given('w', 'Waiting before the prompt is taken up', 's', state.ttft - state.service - request, QUEUE),
    given(
      't_p',
      'Computing the prompt, mean over lengths and what else is in its batches',
      's',
      state.service,
      QUEUE,
    ),
    given('t_r', 'Software before the engine sees a request, and after its first token', 's', request, {
      kind: 'software',
      profile: plan.pools[0]!.input.software.id,
    }),
  ]);
}

function timePerToken({ plan, model, state }: Part): Quantity {
  const { demand, decode } = state;
  const { own, inBatch, decodeSteps } = demand;
  const { others } = decode;
  const step = decodeStep(decoderOf(plan.pools), model, {
    batch: 1 + others,
    globalTokens: own.global + others * inBatch.global,
    localTokens: own.local + others * inBatch.local,
    chunks: 0,
    chunkNew: [],
    chunkCached: [],
    finishing: 0,
  });
  const label = 'Time per output token, mean';
  if (decode.promptShare !== undefined) {
    const share = 'Share of the time that prompts of others take';
    return derived('TPOT', label, 's', 't_step ÷ (1 − ρ)', [
      step,
      given('ρ', share, 'share', decode.promptShare, QUEUE),
    ]);
  }
  const gap = state.e2e - state.ttft - decodeSteps * decode.tokenSeconds;
  return derived('TPOT', label, 's', 't_step + g ÷ N', [
    step,
    given(
      'g',
      'From the first token to the first decode step: transfer that is not hidden, waiting for room',
      's',
      gap,
      QUEUE,
    ),
    given('N', 'Decode steps of an answer', 'count', decodeSteps, ASKED),
  ]);
}

/** Watts of accelerators and links, pool by pool. Null when a chip's power is not published. */
function power({ pools, linkBytesPerSecond }: SteadyState, count: number): Quantity | null {
  const parts: Quantity[] = [];
  for (let i = 0; i < count; i++) {
    const pool = pools[i]!;
    const { chip } = pool;
    if (chip.tdpWatts === null) return null;
    const of = (fact: string): Origin => ({ kind: 'chip', chip: chip.id, fact });
    const idle = Math.max(0, pool.chips - pool.busyChipSeconds);
    parts.push(
      derived(
        `P_${String(i + 1)}`,
        `Power of pool ${String(i + 1)}, ${chip.name}`,
        'W',
        'TDP × (D + φ × n)',
        [
          given('TDP', 'Rated power of a chip', 'W', chip.tdpWatts, of('tdpWatts')),
          given(
            'D',
            'Chips drawing full power that would draw what the busy ones do',
            'count',
            pool.tdpSeconds,
            QUEUE,
          ),
          given('φ', 'Share of it that an idle chip draws', 'share', chip.power.idle, of('power.idle')),
          given('n', 'Chips that wait, mean', 'count', idle, QUEUE),
        ],
      ),
    );
  }
  if (linkBytesPerSecond > 0)
    parts.push(
      derived('P_link', 'Power of the links', 'W', 'b × 8 × e', [
        given('b', 'Bytes a second between pools', 'bytes/s', linkBytesPerSecond, LAYOUT),
        given('e', 'Energy of a bit', 'J', PICOJOULES_PER_BIT.network * 1e-12, {
          kind: 'tier',
          tier: 'network',
        }),
      ]),
    );
  return derived('P', 'Power of chips and links', 'W', parts.map(({ symbol }) => symbol).join(' + '), parts);
}

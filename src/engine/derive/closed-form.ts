import { fleetState, type Part } from '../closed-form/fleet-state';
import type { SteadyState } from '../closed-form/steady-state';
import { PICOJOULES_PER_BIT } from '../energy-parts';
import type { EngineInput } from '../input';
import { decoderOf } from '../layout/pool-plan';
import { requestSecondsOf } from '../layout/request-seconds';
import { Planner } from '../plan';
import { workloadStatistics } from '../workload-statistics';
import { takesArrivals } from '../roles';
import { bill, chipsOf, type Bill } from './bill';
import { sumOf } from './parts';
import { derived, given, type Origin, type Quantity } from './quantity';
import { decodeStep } from './step';

const LAYOUT: Origin = { kind: 'layout' };
const QUEUE: Origin = { kind: 'queue' };
const ASKED: Origin = { kind: 'asked' };

/** What the closed form has a formula for: of a fleet whose state only a run can tell the chips alone. */
export type ClosedForms = Partial<Bill> & {
  ttft?: Quantity;
  tpot?: Quantity;
  speed?: Quantity;
  e2e?: Quantity;
};

/**
 * The closed form of one side, number by number, as formulas down to figures of chips and what was asked. Overloaded,
 * first tokens come ever later and have no formula; the rest is that of full capacity.
 */
export function closedForms(input: EngineInput): ClosedForms {
  const w = workloadStatistics(input.workload);
  const planned = new Planner(input.model, input.cluster).plan(w);
  if (!planned.feasible) return {};
  const { pools } = planned.plan;
  const fleet = fleetState(planned.plan, input.model, w);
  if (!fleet.known) return { chips: chipsOf(pools) };
  const { parts, state } = fleet;
  const tpot = state.demand.decodeSteps > 0 ? meanOver(parts, 'TPOT', TPOT, timePerToken) : undefined;
  const rate = derived('X', 'Output tokens a second', 'tokens/s', 'λ × O', [
    state.saturated
      ? given('λ', 'Requests a second that it can serve', 'requests/s', state.rate, QUEUE)
      : w.users === null
        ? given('λ', 'Requests a second', 'requests/s', state.rate, ASKED)
        : given('λ', 'Requests a second that those in flight come to', 'requests/s', state.rate, QUEUE),
    given('O', 'Output tokens of a request, mean', 'tokens', w.outputMean, ASKED),
  ]);
  return {
    ...(!state.saturated && {
      ttft: meanOver(parts, 'TTFT', TTFT, timeToFirst),
      e2e: meanOver(parts, 'E2E', E2E, wholeAnswer),
    }),
    ...(tpot && {
      tpot,
      speed: derived('v', 'Tokens a second that one user sees', 'tokens/s', '1 ÷ TPOT', [tpot]),
    }),
    ...bill(pools, rate, power(state, pools.length)),
  };
}

const TTFT = 'Time to first token, mean';
const TPOT = 'Time per output token, mean';
const GAP = 'From the first token to the first decode step: transfer that is not hidden, waiting for room';
const E2E = 'Whole answer, mean';

/** The time of a fleet's only part, or the mean over its parts, each of which serves a share of the requests. */
function meanOver(
  parts: readonly Part[],
  symbol: string,
  label: string,
  time: (part: Part, symbol: string, label: string) => Quantity,
): Quantity {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return time(only, symbol, label);
  const served = parts.reduce((sum, { state }) => sum + state.rate, 0);
  const terms = parts.map((part, i) => {
    const n = String(i + 1);
    const share = given(
      `s_${n}`,
      `Share of requests for ${part.model.name}`,
      'share',
      part.state.rate / served,
      QUEUE,
    );
    return [share, time(part, `${symbol}_${n}`, `${label}, of ${part.model.name}`)] as const;
  });
  const formula = terms.map(([share, own]) => `${share.symbol} × ${own.symbol}`).join(' + ');
  return derived(symbol, label, 's', formula, terms.flat());
}

function timeToFirst({ plan, state }: Part, symbol: string, label: string): Quantity {
  const request = requestSecondsOf(plan);
  const away = plan.pools.find(({ input }) => takesArrivals(input.role))?.input.roundTripSeconds ?? 0;
  const fetch = state.demand.kept?.fetchSeconds ?? 0;
  const wait = state.ttft - state.service - fetch - request - away;
  const profile = plan.pools[0]!.input.software.id;
  const inputs = [
    // Of a side that is all but idle what is left may be a rounding below zero.
    given('w', 'Waiting before the prompt is taken up', 's', Math.max(0, wait), QUEUE),
    given(
      't_p',
      'Computing the prompt, mean over lengths and what else is in its batches',
      's',
      state.service,
      QUEUE,
    ),
  ];
  if (fetch > 0) inputs.push(given('t_f', 'Waiting for KV from tiers alone', 's', fetch, QUEUE));
  if (request > 0)
    inputs.push(
      given('t_r', 'Software before the engine sees a request, and after its first token', 's', request, {
        kind: 'software',
        profile,
      }),
    );
  if (away > 0) inputs.push(given('t_n', 'Network between users and servers, both ways', 's', away, ASKED));
  return derived(symbol, label, 's', sumOf(inputs), inputs);
}

function wholeAnswer(part: Part, symbol: string, label: string): Quantity {
  const { ttft, e2e, decode, demand } = part.state;
  const { decodeSteps: steps } = demand;
  const gap = e2e - ttft - steps * decode.tokenSeconds;
  const inputs = [
    timeToFirst(part, 'TTFT', TTFT),
    given('N', 'Decode steps of an answer', 'count', steps, ASKED),
    given('t_n', 'Time of one, mean over the steps of all answers', 's', decode.tokenSeconds, QUEUE),
  ];
  if (!(gap > 0)) return derived(symbol, label, 's', 'TTFT + N × t_n', inputs);
  return derived(symbol, label, 's', 'TTFT + g + N × t_n', [...inputs, given('g', GAP, 's', gap, QUEUE)]);
}

function timePerToken({ plan, model, state }: Part, symbol: string, label: string): Quantity {
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
  if (decode.promptShare !== undefined) {
    const share = 'Share of the time that prompts of others take';
    const inputs = [step, given('ρ', share, 'share', decode.promptShare, QUEUE)];
    const { line } = decode;
    if (line === undefined) return derived(symbol, label, 's', 't_step ÷ (1 − ρ)', inputs);
    inputs.push(given('t_l', 'Prompts in line when it begins, in its steps', 's', line, QUEUE));
    return derived(symbol, label, 's', 't_step ÷ (1 − ρ) + t_l', inputs);
  }
  // Overloaded, what is waited for before the first step grows without end and is not in it.
  // Answers of one token have no step that a gap could be spread over.
  const spread = !state.saturated && decodeSteps >= 1;
  const gap = spread ? state.e2e - state.ttft - decodeSteps * decode.tokenSeconds : 0;
  if (!(gap > 0)) return derived(symbol, label, 's', 't_step', [step]);
  return derived(symbol, label, 's', 't_step + g ÷ N', [
    step,
    given('g', GAP, 's', gap, QUEUE),
    given('N', 'Decode steps of an answer', 'count', decodeSteps, ASKED),
  ]);
}

/** Watts of accelerators and links, pool by pool. Null when a chip's power is not known. */
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
  return derived('P', 'Power of chips and links', 'W', sumOf(parts), parts);
}

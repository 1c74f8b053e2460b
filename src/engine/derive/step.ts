import { AfdCost } from '../cost/afd-cost';
import { SpeculativeCost } from '../cost/speculative-cost';
import type { StepCost, StepShape } from '../cost/step-cost';
import { decodeShape } from '../cost/step-shapes';
import type { ModelInput } from '../input';
import type { PoolPlan } from '../layout/pool-plan';
import { PipelineCost } from '../cost/pipeline-cost';
import { gpuCostInput } from '../layout/gpu-pool-cost';
import { cutStep } from './cut-step';
import { gpuDecodeStep } from './gpu-step';
import { partQuantities, sumOf } from './parts';
import { derived, given, type Origin, type Quantity } from './quantity';
import { sramStep } from './sram-step';

const ASKED: Origin = { kind: 'asked' };
const LAYOUT: Origin = { kind: 'layout' };

/** What a step is of, and its name in formulas. */
interface Told {
  pool: PoolPlan;
  model: ModelInput;
  symbol: string;
  label: string;
  /** Tokens that every sequence computes. */
  queries: number;
}

/** Seconds of one decode step of a pool, told by what the pool is. The step must carry no prompt. */
export function decodeStep(pool: PoolPlan, model: ModelInput, shape: StepShape): Quantity {
  const { cost } = pool;
  const told = { pool, model, symbol: 't_step', label: 'One decode step', queries: 1 };
  return cost instanceof SpeculativeCost ? speculativeStep(told, cost, shape) : plainStep(told, cost, shape);
}

function plainStep(told: Told, cost: StepCost, shape: StepShape): Quantity {
  const { pool, model, symbol, label, queries } = told;
  if (cost instanceof AfdCost) return splitStep(told, cost, shape);
  if (pool.input.chip.kind === 'sram')
    return sramStep({ pool: pool.input, cost, model, queries, ffnOnly: false }, shape, symbol, label);
  const tensorParallel = pool.tensorParallel ?? pool.chipsPerInstance;
  const input = gpuCostInput(model, pool.input, tensorParallel, queries);
  return cost instanceof PipelineCost
    ? cutStep({ cost, input, model: model.id, symbol, label }, shape)
    : gpuDecodeStep(input, model.id, shape, symbol, label);
}

/** Draft and verify: a round over the tokens it yields (model.md §3.5). */
function speculativeStep(told: Told, cost: SpeculativeCost, shape: StepShape): Quantity {
  const { verify, drafted, acceptance } = cost.input;
  const gamma = given('γ', 'Tokens drafted in a round', 'count', drafted, ASKED);
  const accepted = given(
    'a',
    'Share of drafted tokens that is accepted, assumed',
    'share',
    acceptance,
    ASKED,
  );
  const tokens = derived(
    'n',
    'Tokens that a round yields, mean',
    'count',
    acceptance === 1 ? 'γ + a' : '(1 − a^(γ + 1)) ÷ (1 − a)',
    [gamma, accepted],
  );
  const verifying = plainStep(
    { ...told, symbol: 't_v', label: 'Verifying them', queries: drafted + 1 },
    verify,
    shape,
  );
  return derived(told.symbol, `${told.label}, its share of a round`, 's', '(γ × t_d + t_v) ÷ n', [
    gamma,
    draftStep(told.pool, cost, shape),
    verifying,
    tokens,
  ]);
}

/** One token of the draft model for every sequence. */
function draftStep(pool: PoolPlan, cost: SpeculativeCost, shape: StepShape): Quantity {
  const { drafted } = cost.input;
  const apart = pool.companions?.find(({ plan }) => plan.input.role === 'draft')?.plan.input;
  const parts = cost.explain(shape).flatMap((part) => {
    if (!part.name.startsWith('draft ')) return [];
    return [{ ...part, name: part.name.slice(6), seconds: (part.seconds * cost.steps) / drafted }];
  });
  const told = partQuantities(parts, apart ?? pool.input);
  return derived('t_d', 'Drafting one', 's', sumOf(told), told);
}

/** Attention on one machine and the FFN on another, in turns (model.md §3.4). */
function splitStep(told: Told, cost: AfdCost, shape: StepShape): Quantity {
  const { pool, model, queries } = told;
  const { layers, width, latencySeconds, bytesPerSecond, hostSeconds } = cost.input;
  const { microBatches, sequences, attention, ffn, once } = cost.machines(shape);
  const parts = partQuantities(attention, pool.input);
  const m = given('m', 'Micro-batches that take turns', 'count', microBatches, LAYOUT);
  const ta = derived('t_a', 'Attention of one micro-batch, all layers', 's', sumOf(parts), parts);
  const other = pool.companions!.find(({ plan }) => plan.input.role === 'ffn')!.plan.input;
  const label = 'FFN of one micro-batch, all layers';
  const here = partQuantities(ffn, other);
  const tf =
    other.chip.kind === 'sram'
      ? sramStep(
          { pool: other, cost: cost.input.ffn, model, queries, ffnOnly: true },
          decodeShape(sequences, 0, Infinity),
          't_f',
          label,
        )
      : derived('t_f', label, 's', sumOf(here), here);
  const tc = derived(
    't_c',
    'Its activations on their way to the other machine, all layers',
    's',
    'L × (α + b ÷ R)',
    [
      given('L', 'Layers', 'count', layers, { kind: 'model', model: model.id }),
      given('α', 'Latency one way, assumed', 's', latencySeconds, ASKED),
      given('b', 'Bytes of a micro-batch', 'bytes', sequences * queries * width * 2, LAYOUT),
      given(
        'R',
        'Rate of the link of all attention chips of a lane, assumed',
        'bytes/s',
        bytesPerSecond,
        ASKED,
      ),
    ],
  );
  const last = partQuantities(once, pool.input);
  const th = derived('t_h', 'Head and software, once a step', 's', sumOf(last), last);
  const turns = 'm × t_a, m × t_f, m × t_c, t_a + t_f + 2 × t_c';
  const inputs = [m, ta, tf, tc, th];
  if (hostSeconds === 0) return derived(told.symbol, told.label, 's', `max(${turns}) + t_h`, inputs);
  const from: Origin = { kind: 'software', profile: pool.input.software.id };
  const host = given('t_host', 'Time the host needs to launch the step', 's', hostSeconds, from);
  return derived(told.symbol, told.label, 's', `max(${turns}, t_host) + t_h`, [...inputs, host]);
}

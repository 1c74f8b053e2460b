import { ExpertRanksCost } from '../cost/expert-ranks-cost';
import type { GpuCostInput } from '../cost/gpu-terms';
import type { PipelineCost } from '../cost/pipeline-cost';
import type { StepShape } from '../cost/step-cost';
import { gpuStep, type GpuStep } from './gpu-step';
import { sumOf } from './parts';
import { derived, given, type Origin, type Quantity } from './quantity';

const ASKED: Origin = { kind: 'asked' };
const LAYOUT: Origin = { kind: 'layout' };

interface CutStep {
  cost: PipelineCost;
  /** Of one group. */
  input: GpuCostInput;
  model: string;
  symbol: string;
  label: string;
}

/** A decode step of GPUs whose layers lie in stages, or whose experts lie over ranks (model.md §2.2, §2.3). */
export function cutStep({ cost, input, model, symbol, label }: CutStep, shape: StepShape): Quantity {
  const { layers, stages, send, queries } = cost.input;
  const whole = gpuStep(input, model, shape);
  const { head, software } = whole;
  const all =
    layers instanceof ExpertRanksCost
      ? spread(layers, input, model, shape)
      : computed(whole, 't_layers', 'All layers');
  if (stages === 1) return derived(symbol, label, 's', 't_layers + t_head + t_sw', [all, head, software]);
  const chip: Origin = { kind: 'chip', chip: input.chip.id, fact: 'networkBytesPerSecond' };
  const sent = derived('t_s', 'Sending a batch to the next stage', 's', 'l + T × x', [
    given('l', 'Latency, assumed', 's', send.latency, ASKED),
    given('T', 'Tokens computed in the step', 'tokens', shape.batch * queries, LAYOUT),
    given('x', 'Seconds of sending one token', 's', send.perToken, chip),
  ]);
  const count = given('S', 'Stages, and batches under way', 'count', stages, ASKED);
  const way = 't_head + t_sw + (S − 1) × t_s';
  return derived(symbol, label, 's', `t_layers + max(${way}, S × max(t_head, t_s))`, [
    all,
    head,
    software,
    count,
    sent,
  ]);
}

function computed({ layers, host }: GpuStep, symbol: string, label: string): Quantity {
  const sum = sumOf(layers);
  return host === null
    ? derived(symbol, label, 's', sum, layers)
    : derived(symbol, label, 's', `max(${sum}, t_host)`, [...layers, host]);
}

/** Computing, and exchanging with the other ranks, which overlap where a batch is cut in two. */
function spread(cost: ExpertRanksCost, input: GpuCostInput, model: string, shape: StepShape): Quantity {
  const { mixtures, exchange, overlap } = cost.input;
  const { microBatches: m, sequences, tokens } = cost.taken(shape);
  const part = {
    ...shape,
    batch: sequences,
    globalTokens: shape.globalTokens / m,
    localTokens: shape.localTokens / m,
  };
  const half = m > 1 ? ', half of the batch' : '';
  const own = computed(gpuStep(input, model, part), 't_c', `Computing all layers${half}`);
  const chip: Origin = { kind: 'chip', chip: input.chip.id, fact: 'allToAll' };
  const sent = derived('t_x', `Sending tokens to their experts and back${half}`, 's', 'n × (l + T × x)', [
    given('n', 'Layers that have experts', 'count', mixtures, { kind: 'model', model }),
    given('l', 'Latency there and back', 's', exchange.decode.latency, chip),
    given('T', 'Tokens', 'tokens', tokens, LAYOUT),
    given('x', 'Seconds of sending one token to its experts and back', 's', exchange.decode.perToken, chip),
  ]);
  const label = 'All layers';
  if (m === 1) return derived('t_layers', label, 's', 't_c + t_x', [own, sent]);
  const omega = given(
    'ω',
    'Share of the shorter that hides behind the longer, assumed',
    'share',
    overlap,
    ASKED,
  );
  const count = given('m', 'Halves that take turns, where that is faster', 'count', m, LAYOUT);
  const formula = 'm × max(t_c + (1 − ω) × t_x, t_x + (1 − ω) × t_c)';
  return derived('t_layers', label, 's', formula, [count, own, sent, omega]);
}

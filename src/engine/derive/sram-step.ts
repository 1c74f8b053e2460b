import { sramStages } from '../cost/sram-cost';
import { ffnSubKernels, subKernelsPerLayer } from '../cost/sram-routing';
import type { StepCost, StepPart, StepShape } from '../cost/step-cost';
import type { ModelInput, PoolInput, SramTiming } from '../input';
import { computeFormat, peakFlops, weightGroups } from '../model/formats';
import { partQuantities, sumOf } from './parts';
import { derived, given, type Origin, type Quantity } from './quantity';

/** A machine of SRAM chips and what it runs of a model. */
export interface SramMachine {
  pool: PoolInput;
  cost: StepCost;
  model: ModelInput;
  /** Tokens that every sequence computes in a step. */
  queries: number;
  ffnOnly: boolean;
}

/** A decode step on SRAM chips, model.md §2.5: reading or computing, exchanges, sub-kernels and their ends, head. */
export function sramStep(machine: SramMachine, shape: StepShape, symbol: string, label: string): Quantity {
  const { pool } = machine;
  const told = machine.cost.explain(shape).map((part) => {
    if (part.name === 'layers') return layers(machine, part);
    if (part.name === 'exchange') return exchanges(machine, shape, part);
    if (part.name === 'residual') return residual(machine);
    return { ...partQuantities([part], pool)[0]!, symbol: `t_${part.name}` };
  });
  return derived(symbol, label, 's', sumOf(told), told);
}

const sramOf = ({ pool }: SramMachine): SramTiming => pool.chip.sram!;

const figure =
  ({ pool }: SramMachine) =>
  (fact: string): Origin => ({ kind: 'chip', chip: pool.chip.id, fact });

/** The larger of reading and computing, over the chips that hold a layer. */
function layers(machine: SramMachine, part: StepPart): Quantity {
  const { pool, model } = machine;
  const { chip, weightFormat, chips } = pool;
  const sram = sramOf(machine);
  const { chipsPerLayer } = sramStages(sram, chips, model.shape.layers);
  const from = figure(machine);
  const compute = part.boundBy === 'compute';
  const format = computeFormat(chip, weightGroups(weightFormat).attention);
  const rate = compute ? peakFlops(chip, format) : chip.memory.bytesPerSecond;
  const share = compute ? sram.computeEfficiency : sram.memoryEfficiency;
  const what = compute ? 'FLOPs of the step' : 'Bytes read in the step';
  return derived('t_layers', 'Reading and computing the layers', 's', 'Q ÷ (n × R × η)', [
    given(
      'Q',
      `${what}; of the busiest chip, times all, where experts are uneven`,
      compute ? 'flop' : 'bytes',
      part.seconds * chipsPerLayer * rate * share,
      { kind: 'model', model: model.id },
    ),
    given('n', 'Chips that hold a layer', 'count', chipsPerLayer, { kind: 'layout' }),
    given(
      'R',
      compute ? 'Peak of a chip' : 'SRAM bandwidth of a chip',
      compute ? 'flop/s' : 'bytes/s',
      rate,
      from(compute ? `peakFlops.${format}` : 'memory.bytesPerSecond'),
    ),
    given(
      'η',
      'Share of it that is reached',
      'share',
      share,
      from(compute ? 'sram.computeEfficiency' : 'sram.memoryEfficiency'),
    ),
  ]);
}

/** Hops and slots come once a step, bytes with every token: told apart by a step of twice the batch. */
function exchanges(machine: SramMachine, shape: StepShape, part: StepPart): Quantity {
  const { hopSeconds, linkBytesPerSecond } = sramOf(machine);
  const from = figure(machine);
  const tokens = shape.batch * machine.queries;
  const twice = machine.cost.explain({ ...shape, batch: 2 * shape.batch });
  const perToken = ((twice.find(({ name }) => name === 'exchange')?.seconds ?? 0) - part.seconds) / tokens;
  const once = Math.max(0, part.seconds - tokens * perToken);
  const layout: Origin = { kind: 'layout' };
  return derived(
    't_x',
    'Exchanges between the chips of a layer, and hops between stages',
    's',
    'h × t_hop + T × b ÷ R',
    [
      given(
        'h',
        'Exchanges, hops between stages, and slots that routed experts keep',
        'count',
        hopSeconds > 0 ? once / hopSeconds : 0,
        layout,
      ),
      given('t_hop', 'One hop', 's', hopSeconds, from('sram.hopSeconds')),
      given('T', 'Tokens computed in the step', 'tokens', tokens, layout),
      given('b', 'Bytes that a token sends over links', 'bytes', perToken * linkBytesPerSecond, layout),
      given('R', 'Link rate of a chip', 'bytes/s', linkBytesPerSecond, from('sram.linkBytesPerSecond')),
    ],
  );
}

/** Sub-kernels one after the other, each with the end that all chips wait for. */
function residual(machine: SramMachine): Quantity {
  const { model, ffnOnly } = machine;
  const { shape } = model;
  const sram = sramOf(machine);
  const from = figure(machine);
  const ofModel: Origin = { kind: 'model', model: model.id };
  const all = subKernelsPerLayer(shape);
  const fitted = sram.fittedSubKernels ?? all;
  const one = derived('τ', 'One sub-kernel and its synchronisation', 's', '(τ_0 + τ_1 × d ÷ 4096) ÷ f', [
    given('τ_0', 'Of the layer it was fitted on', 's', sram.layerBaseSeconds, from('sram.layerBaseSeconds')),
    given(
      'τ_1',
      'And for a width of 4096',
      's',
      sram.layerPerWidthSeconds,
      from('sram.layerPerWidthSeconds'),
    ),
    given('d', 'Width of the model', 'count', shape.width, ofModel),
    given('f', 'Sub-kernels of that layer', 'count', fitted, from('sram.fittedSubKernels')),
  ]);
  return derived('t_res', 'What layers take beyond that', 's', 'L × k × τ', [
    given('L', 'Layers', 'count', shape.layers, ofModel),
    given('k', 'Sub-kernels of a layer, mean', 'count', ffnOnly ? ffnSubKernels(shape) : all, ofModel),
    one,
  ]);
}

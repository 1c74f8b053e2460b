import { sramStages } from '../cost/sram-cost';
import type { StepPart, StepShape } from '../cost/step-cost';
import type { ModelInput } from '../input';
import type { PoolPlan } from '../layout/pool-plan';
import { computeFormat, peakFlops, weightGroups } from '../model/formats';
import { gpuDecodeStep } from './gpu-step';
import { derived, given, type Origin, type Quantity } from './quantity';

/** Names of a step's parts, for people. */
const LABELS: Record<string, string> = {
  layers: 'Reading and computing the layers',
  exchange: 'Exchanges between the chips of a layer, and hops between stages',
  residual: 'What a layer takes beyond that',
  head: 'Output head',
  draft: 'Drafting',
  verify: 'Verifying',
  attention: 'Attention side',
  ffn: 'FFN side',
  link: 'Link between the two',
};

/** Seconds of one decode step of a pool, told by what the pool is. The step must carry no prompt. */
export function decodeStep(pool: PoolPlan, model: ModelInput, shape: StepShape): Quantity {
  const { chip, weightFormat, kvFormat, software, split, speculation } = pool.input;
  const parts = pool.cost.explain(shape);
  const composite = split !== undefined || speculation !== undefined;
  if (chip.kind === 'gpu' && !composite) {
    const tensorParallel = pool.tensorParallel ?? pool.chipsPerInstance;
    return gpuDecodeStep(
      { shape: model.shape, chip, tensorParallel, weightFormat, kvFormat, software },
      shape,
    );
  }
  const told = parts.map((part, i) =>
    chip.kind === 'sram' && !composite && part.name === 'layers'
      ? sramLayers(pool, model, part)
      : given(`t_${String(i + 1)}`, LABELS[part.name] ?? part.name, 's', part.seconds, originOf(pool)),
  );
  return derived('t_step', 'One decode step', 's', told.map(({ symbol }) => symbol).join(' + '), told);
}

const originOf = ({ input }: PoolPlan): Origin => ({
  kind: 'chip',
  chip: input.chip.id,
  fact: input.chip.kind === 'sram' ? 'sram' : 'gemm',
});

/** The larger of reading and computing, over the chips that hold a layer. */
function sramLayers(pool: PoolPlan, model: ModelInput, part: StepPart): Quantity {
  const { chip, weightFormat } = pool.input;
  const sram = chip.sram!;
  const { chipsPerLayer } = sramStages(sram, pool.chipsPerInstance, model.shape.layers);
  const from = (fact: string): Origin => ({ kind: 'chip', chip: chip.id, fact });
  const n = given('n', 'Chips that hold a layer', 'count', chipsPerLayer, { kind: 'layout' });
  const compute = part.boundBy === 'compute';
  const rate = compute
    ? peakFlops(chip, computeFormat(chip, weightGroups(weightFormat).attention))
    : chip.memory.bytesPerSecond;
  const share = compute ? sram.computeEfficiency : sram.memoryEfficiency;
  const amount = part.seconds * chipsPerLayer * rate * share;
  return derived('t_layers', LABELS['layers']!, 's', 'Q ÷ (n × R × η)', [
    given(
      'Q',
      compute
        ? 'FLOPs of the step; of the busiest chip, times all, where experts are uneven'
        : 'Bytes read in the step; of the busiest chip, times all, where experts are uneven',
      compute ? 'flop' : 'bytes',
      amount,
      { kind: 'model' },
    ),
    n,
    given(
      'R',
      compute ? 'Peak of a chip' : 'SRAM bandwidth of a chip',
      compute ? 'flop/s' : 'bytes/s',
      rate,
      from(compute ? 'peakFlops' : 'memory.bytesPerSecond'),
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

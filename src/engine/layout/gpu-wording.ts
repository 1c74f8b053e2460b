import type { Bytes } from '../../units/units';
import type { ModelInput, PoolInput } from '../input';
import { degreesOf, degreesReason, degreesText, groupsTogether } from './gpu-degrees';
import type { GpuGroup } from './gpu-group';
import type { PoolDemand, Staged } from './pool-plan';
import {
  bytesText,
  chipsText,
  countText,
  formatText,
  listText,
  durationText,
  sequenceText,
} from './quantities';

/** Sentences about the layout of GPU pools: why this one, or what is missing. */

interface Judged {
  group: GpuGroup;
  seconds: number;
}

function stepName(pool: PoolInput): string {
  return pool.role === 'prefill' ? 'prompt' : 'decode step';
}

export function autoReason(
  pool: PoolInput,
  judged: readonly Judged[],
  best: Judged,
  groups: readonly GpuGroup[],
): string {
  const ranks = String(best.group.ranks);
  const cut = degreesReason(degreesOf(pool), best.group.ranks);
  const more = cut === '' ? '' : ` ${cut}`;
  const step = `${durationText(best.seconds)} per ${stepName(pool)} at zero load`;
  if (pool.tensorParallel !== 'auto') return `Tensor parallelism ${ranks} as asked: ${step}.${more}`;
  const others = judged
    .filter((j) => j !== best)
    .map((j) => `${durationText(j.seconds)} at ${String(j.group.ranks)}`);
  const fitting = new Set(judged.map((j) => j.group));
  const tooSmall = groups.filter((g) => !fitting.has(g)).map((g) => String(g.ranks));
  const against = others.length > 0 ? ` (${others.join(', ')})` : '';
  const refused = tooSmall.length > 0 ? `; ${listText(tooSmall)} would not fit` : '';
  return `Tensor parallelism ${ranks}: ${step}, the fastest that fits${against}${refused}.${more}`;
}

export function leftOver(chips: number): string {
  return `${chipsText(chips)} left over, paid for and idle.`;
}

export function gpuShortfallMessage(
  model: ModelInput,
  pool: PoolInput,
  group: GpuGroup,
  demand: PoolDemand,
  sequence: Bytes,
  enough: number | Staged | null,
): string {
  const cut = degreesText(degreesOf(pool));
  const share = cut === '' ? '' : ` a group in ${cut}`;
  const weights = `${model.name} in ${formatText(pool.weightFormat)} takes ${bytesText(group.weightBytes)}${share}`;
  const holds = `${countText(group.ranks)} × ${pool.chip.name} has ${bytesText(group.usableBytes)} usable`;
  if (group.weightBytes > group.usableBytes) return `${weights}; ${holds}; ${remedy(pool, enough)}.`;
  const what = pool.role === 'prefill' ? 'prompt' : 'sequence';
  const { stages } = degreesOf(pool);
  // A stage has 1/S of a sequence's layers, and each batch under way 1/S of its room.
  const whole =
    stages > 1
      ? ` (of all layers, as each of ${countText(stages)} batches under way has its part of a stage)`
      : '';
  return (
    `${weights} and ${sequenceText(demand, what)} takes ${bytesText(sequence)}${whole}; ${holds}, ` +
    `${bytesText(group.reservedBytes)} of it for activations and the runtime; ${remedy(pool, enough)}.`
  );
}

function remedy(pool: PoolInput, enough: number | Staged | null): string {
  if (typeof enough === 'number') return `${chipsText(enough)} would fit`;
  if (enough !== null) {
    const chips = enough.chips > pool.chips ? ` on ${chipsText(enough.chips)}` : '';
    return `a pipeline of ${countText(enough.stages)} stages${chips} would fit`;
  }
  const domain = pool.chip.scaleUpChips;
  if (pool.tensorParallel !== 'auto' && pool.tensorParallel < domain)
    return `tensor parallelism ${String(pool.tensorParallel)} is too small, whatever the number of chips`;
  return domain === 1
    ? 'this chip has no fast link to share a model over'
    : `one fast-link domain joins ${countText(domain)} chips at most, so more of them would not help`;
}

/** What is wrong with a tensor-parallel degree in itself; null when it is sound. */
export function degreeProblem(
  pool: PoolInput,
  ranks: number,
): { message: string; chipsNeeded: number | null } | null {
  const name = `Tensor parallelism ${String(ranks)}`;
  const { chip, chips } = pool;
  let power = 1;
  while (power < ranks) power *= 2;
  if (power !== ranks) return { message: `${name} is not a power of two.`, chipsNeeded: null };
  if (ranks > chip.scaleUpChips) {
    const most = `${countText(chip.scaleUpChips)} × ${chip.name}`;
    return {
      message: `${name} is more than the ${most} that one fast-link domain joins.`,
      chipsNeeded: null,
    };
  }
  const needed = ranks * groupsTogether(degreesOf(pool));
  return needed > chips ? { message: tooFewFor(pool, ranks), chipsNeeded: needed } : null;
}

/** Of a pool that has not the chips for what it was asked for. */
export function tooFewFor(pool: PoolInput, ranks: number): string {
  const degrees = degreesOf(pool);
  const cut = degreesText(degrees);
  const asked = [...(ranks > 1 ? [`tensor parallelism ${String(ranks)}`] : []), ...(cut === '' ? [] : [cut])];
  if (asked.length === 0) return 'The pool has no chips.';
  const what = asked.join(' × ');
  const needed = chipsText(ranks * groupsTogether(degrees));
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}: that takes ${needed}; the pool has ${countText(pool.chips)}.`;
}

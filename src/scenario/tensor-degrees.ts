import type { ClusterInput } from '../engine/input';
import { powersOfTwo } from '../engine/layout/powers-of-two';

/** Tensor-parallel degrees that GPUs of a cluster could be laid out in, ascending; none where no pool has GPUs. */
export function tensorDegrees({ pools }: ClusterInput): number[] {
  const gpus = pools.filter(({ chip }) => chip.kind === 'gpu');
  return powersOfTwo(Math.max(0, ...gpus.map(({ chip, chips }) => Math.min(chip.scaleUpChips, chips))));
}

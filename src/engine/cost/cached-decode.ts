import type { DecodeCost } from './step-cost';

/** Decode costs by batch; those of whole batches are computed once. */
export function cachedDecode(compute: (batch: number) => DecodeCost): (batch: number) => DecodeCost {
  const costs: (DecodeCost | undefined)[] = [];
  return (batch) => {
    const integer = Math.floor(batch) === batch;
    const known = integer ? costs[batch] : undefined;
    if (known !== undefined) return known;
    const cost = compute(batch);
    if (integer) costs[batch] = cost;
    return cost;
  };
}

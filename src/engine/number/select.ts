import type { Fraction } from '../../units/units';

/**
 * Puts the value that sorting would put at place k there, with none larger before it and none smaller behind it, among
 * the values from `from` on; returns it. By Hoare's selection: on average a few passes instead of a sort.
 */
export function select(values: Float64Array, k: number, from = 0): number {
  let low = from;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middle(values[low]!, values[(low + high) >> 1]!, values[high]!);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const value = values[i]!;
      values[i++] = values[j]!;
      values[j--] = value;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k]!;
}

const middle = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/** Quantiles of type 7 at ascending shares, as `quantileOfSorted` has them; reorders the values, which are no NaN. */
export function quantilesOf(values: Float64Array, shares: readonly Fraction[]): number[] {
  const last = values.length - 1;
  let from = 0;
  return shares.map((p) => {
    const position = last * p;
    const below = Math.floor(position);
    const low = select(values, below, from);
    from = below;
    const high = below < last ? select(values, below + 1, below + 1) : low;
    return low + (position - below) * (high - low);
  });
}

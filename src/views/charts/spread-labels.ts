/**
 * Moves labels apart along one axis: each keeps as close to its place as the others allow. Used for names at
 * line ends and for the parts beside a bar. Order of the wished places is kept.
 */
export function spreadLabels(wished: readonly number[], gap: number, min: number, max: number): number[] {
  const order = wished.map((_, i) => i).sort((i, j) => wished[i]! - wished[j]! || i - j);
  const placed = new Array<number>(wished.length);
  let floor = min;
  for (const i of order) {
    placed[i] = Math.max(floor, wished[i]!);
    floor = placed[i] + gap;
  }
  let ceiling = max;
  for (const i of order.reverse()) {
    placed[i] = Math.min(ceiling, placed[i]!);
    ceiling = placed[i] - gap;
  }
  return placed;
}

/** A piece of a horizontal bar that would like to be named below it. */
export interface LabelledPiece {
  x0: number;
  x1: number;
  /** Room that its name takes. */
  width: number;
}

export interface PlacedLabel {
  piece: number;
  /** Left edge of the name. */
  x: number;
}

const GAP = 12;

/**
 * Names below a bar, each as close to the middle of its piece as the others allow, in the order of the pieces. Where
 * there is no room for all, the shortest pieces stay unnamed; the table has them.
 */
export function placeLabels(pieces: readonly LabelledPiece[], left: number, right: number): PlacedLabel[] {
  const length = (i: number) => pieces[i]!.x1 - pieces[i]!.x0;
  const room = (kept: readonly number[]) =>
    kept.reduce((sum, i) => sum + pieces[i]!.width, GAP * (kept.length - 1)) <= right - left;
  let kept = pieces.map((_, i) => i);
  while (kept.length > 0 && !room(kept)) {
    const shortest = kept.reduce((least, i) => (length(i) < length(least) ? i : least));
    kept = kept.filter((i) => i !== shortest);
  }
  const places: PlacedLabel[] = [];
  let floor = left;
  for (const i of kept) {
    const { x0, x1, width } = pieces[i]!;
    const x = Math.max(floor, (x0 + x1 - width) / 2);
    places.push({ piece: i, x });
    floor = x + width + GAP;
  }
  let ceiling = right;
  for (const place of [...places].reverse()) {
    const { width } = pieces[place.piece]!;
    place.x = Math.min(place.x, ceiling - width);
    ceiling = place.x - GAP;
  }
  return places;
}

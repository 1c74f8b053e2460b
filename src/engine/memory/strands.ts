/** Rows as parts of strands: the columns of `BlockRows` but the counts. */
export interface RowParts {
  starts: Int32Array;
  strand: Int32Array;
  until: Int32Array;
}

/**
 * Finds the strands in rows of names: row i is the names from `offsets[i]` up to `offsets[i + 1]`. A row goes along the
 * strands of earlier rows as far as it shares their fronts. What it is the first to name goes on where a strand ended so
 * far, as the next turn of a session does, or is a strand that branches off. A name stands for its block and everything
 * before it, so one that comes after another front is another block.
 */
export function strandsOf(offsets: Int32Array, names: Int32Array): RowParts {
  const rows = offsets.length - 1;
  const known = names.reduce((most, name) => Math.max(most, name), -1) + 1;
  /** By name: its strand, or -1, and its place in a row. */
  const strandOf = new Int32Array(known).fill(-1);
  const placeOf = new Int32Array(known);
  /** By strand: the one it branches off, or -1, the place at which it does, and its end. */
  const stem: number[] = [];
  const first: number[] = [];
  const end: number[] = [];
  const starts = new Int32Array(rows);
  const strand: number[] = [];
  const until: number[] = [];
  for (let row = 0; row < rows; row++) {
    starts[row] = strand.length;
    const from = offsets[row]!;
    const count = offsets[row + 1]! - from;
    let at = -1;
    let k = 0;
    for (; k < count; k++) {
      const name = names[from + k]!;
      const of = strandOf[name]!;
      if (of < 0 || placeOf[name] !== k) break;
      if (of === at) continue;
      if (first[of] !== k || stem[of] !== at) break;
      if (k > 0) until.push(k);
      strand.push((at = of));
    }
    if (k < count) {
      if (at < 0 || end[at]! > k) {
        if (k > 0) until.push(k);
        at = stem.push(at) - 1;
        first.push(k);
        strand.push(at);
      }
      end[at] = count;
      for (; k < count; k++) {
        const name = names[from + k]!;
        if (strandOf[name]! >= 0) continue;
        strandOf[name] = at;
        placeOf[name] = k;
      }
    }
    if (count > 0) until.push(count);
  }
  return { starts, strand: Int32Array.from(strand), until: Int32Array.from(until) };
}

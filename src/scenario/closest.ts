/**
 * The known ids nearest to what was typed, for "did you mean": first those that contain the text or are contained
 * in it, then those a few edits away. Empty when nothing is near enough to be a likely intention.
 */
export function closest(text: string, ids: readonly string[], most = 3): string[] {
  const typed = text.toLowerCase().slice(0, LONGEST);
  if (typed === '') return [];
  const reach = Math.max(1, Math.floor(typed.length / 3));
  const near = within(reach, ids, (id) => distanceTo(typed, id, reach));
  if (near.length > 0 || typed.length <= SHORTEST_PART) return near.slice(0, most);
  // Signs left out or put in: wse-3 for cerebras-wse3.
  const bare = (id: string) => id.replaceAll(/[^a-z0-9]/g, '');
  const alike = within(1, ids, (id) => distanceTo(bare(typed), bare(id.toLowerCase()), 1));
  if (alike.length > 0) return alike.slice(0, most);
  // A mistyped beginning: h101 for h100-sxm.
  return within(1, ids, (id) => editDistance(typed, id.slice(0, typed.length), 1)).slice(0, most);
}

function within(reach: number, ids: readonly string[], distance: (id: string) => number): string[] {
  return ids
    .map((id) => ({ id, distance: distance(id.toLowerCase()) }))
    .filter((candidate) => candidate.distance <= reach)
    .sort((p, q) => p.distance - q.distance || (p.id < q.id ? -1 : 1))
    .map((candidate) => candidate.id);
}

/** Longer texts are not misspelt ids; cutting them bounds the work on hostile links. */
const LONGEST = 64;

/** A shorter part is part of too much. */
const SHORTEST_PART = 3;

/** A whole that contains the other counts as one edit away. */
function distanceTo(typed: string, id: string, reach: number): number {
  if (typed === id) return 0;
  const [short, long] = typed.length < id.length ? [typed, id] : [id, typed];
  const contained = short.length >= SHORTEST_PART && long.includes(short);
  return contained ? 1 : editDistance(typed, id, reach);
}

/** Insertions, deletions, replacements and swaps of neighbours, each counted once; Infinity as soon as it is beyond `reach`. */
function editDistance(p: string, q: string, reach: number): number {
  if (Math.abs(p.length - q.length) > reach) return Infinity;
  const rows = [Array.from({ length: q.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= p.length; i++) {
    const row = [i];
    let least = i;
    rows.push(row);
    for (let j = 1; j <= q.length; j++) {
      const replaced = at(i - 1, j - 1) + (p[i - 1] === q[j - 1] ? 0 : 1);
      const swapped = p[i - 1] === q[j - 2] && p[i - 2] === q[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      const here = Math.min(replaced, swapped, at(i - 1, j) + 1, (row[j - 1] ?? 0) + 1);
      row.push(here);
      least = Math.min(least, here);
    }
    if (least > reach) return Infinity;
  }
  return at(p.length, q.length);
}

/** "; closest: a, b", or nothing. */
export function closestText(text: string, ids: readonly string[]): string {
  const near = closest(text, ids);
  return near.length > 0 ? `; closest: ${near.join(', ')}` : '';
}

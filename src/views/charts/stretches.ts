/**
 * A curve cut into stretches that are drawn alike. The closed form is checked against the simulator up to 60 %
 * of what a side can carry; beyond, it still points the right way and is drawn lighter.
 */
export const TRUSTED_LOAD = 0.6;

export interface Stretch {
  kind: 'trusted' | 'beyond';
  /** Indices of the first and last sample, both drawn. */
  from: number;
  to: number;
}

export interface Samples {
  y: ArrayLike<number>;
  /** 0 feasible, 1 does not fit, 2 saturated, 3 known by a run only. */
  state: ArrayLike<number>;
  load: ArrayLike<number>;
}

/** A change from one kind to the other shares its sample, so that the line has no hole there. */
export function stretches({ y, state, load }: Samples): Stretch[] {
  const found: Stretch[] = [];
  for (let i = 0; i < y.length; i++) {
    if (state[i] !== 0 || !((y[i] ?? NaN) > 0)) continue;
    const kind = (load[i] ?? 0) <= TRUSTED_LOAD ? 'trusted' : 'beyond';
    const last = found.at(-1);
    if (last?.to !== i - 1) found.push({ kind, from: i, to: i });
    else if (last.kind === kind) last.to = i;
    else found.push({ kind, from: i - 1, to: i });
  }
  return found;
}

/** `run`: there is an answer, and no formula for it. */
type GapKind = 'infeasible' | 'saturated' | 'run';

const GAPS: Partial<Record<number, GapKind>> = { 1: 'infeasible', 2: 'saturated', 3: 'run' };

/** Where a side has no steady answer by formula, in values of x. */
export interface Gap {
  kind: GapKind;
  x0: number;
  x1: number;
  /** Fewest and most chips it would take in this range; 0 when no count is enough or it is not about chips. */
  chipsFrom: number;
  chipsTo: number;
}

/** Borders lie halfway (on a log axis) between a sample that works and one that does not. */
export function gaps(x: ArrayLike<number>, state: ArrayLike<number>, chips: ArrayLike<number>): Gap[] {
  const found: Gap[] = [];
  const between = (i: number) => Math.sqrt((x[i - 1] ?? x[i]!) * (x[i] ?? x[i - 1]!));
  for (let i = 0; i < x.length;) {
    const here = state[i];
    let end = i;
    while (end < x.length && state[end] === here) end++;
    const kind = GAPS[here ?? 0];
    if (kind !== undefined) {
      const needed = Array.from({ length: end - i }, (_, k) => chips[i + k] ?? 0).filter((n) => n > 0);
      found.push({
        kind,
        x0: between(i),
        x1: between(end),
        chipsFrom: here === 1 && needed.length ? Math.min(...needed) : 0,
        chipsTo: here === 1 && needed.length ? Math.max(...needed) : 0,
      });
    }
    i = end;
  }
  return found;
}

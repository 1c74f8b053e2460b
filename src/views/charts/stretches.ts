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

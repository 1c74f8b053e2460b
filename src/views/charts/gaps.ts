import type { SideLine } from './curve-data';

/** `infeasible`: more chips would do; `impossible`: no number would; `run`: there is an answer, and no formula for it. */
export type GapKind = 'infeasible' | 'impossible' | 'saturated' | 'run';

/** Where a side has no steady answer by formula, in values of x. */
export interface Gap {
  kind: GapKind;
  x0: number;
  x1: number;
  /** Fewest and most chips it would take in this range; 0 when no count is enough or it is not about chips. */
  chipsFrom: number;
  chipsTo: number;
  /** Fewest and most pipeline stages that they would stand in; 0 where they need none. */
  stagesFrom: number;
  stages: number;
}

type Sampled = {
  [K in keyof Pick<SideLine, 'x' | 'state' | 'chipsNeeded' | 'stagesNeeded'>]: ArrayLike<number>;
};

/** Borders lie halfway (on a log axis) between a sample that works and one that does not. */
export function gaps(line: Sampled): Gap[] {
  const { x, chipsNeeded, stagesNeeded } = line;
  const found: Gap[] = [];
  const between = (i: number) => Math.sqrt((x[i - 1] ?? x[i]!) * (x[i] ?? x[i - 1]!));
  for (let i = 0; i < x.length;) {
    const kind = kindAt(line, i);
    let end = i + 1;
    while (end < x.length && kindAt(line, end) === kind) end++;
    if (kind !== null) {
      const within = (of: ArrayLike<number>) => Array.from({ length: end - i }, (_, k) => of[i + k]!);
      const most = (of: ArrayLike<number>) => Math.max(...within(of));
      const fewest = (of: ArrayLike<number>) => Math.min(...within(of));
      const counted = kind === 'infeasible';
      found.push({
        kind,
        x0: between(i),
        x1: between(end),
        chipsFrom: counted ? fewest(chipsNeeded) : 0,
        chipsTo: counted ? most(chipsNeeded) : 0,
        stagesFrom: counted ? fewest(stagesNeeded) : 0,
        stages: counted ? most(stagesNeeded) : 0,
      });
    }
    i = end;
  }
  return found;
}

function kindAt({ state, chipsNeeded }: Sampled, i: number): GapKind | null {
  if (state[i] === 1) return chipsNeeded[i]! > 0 ? 'infeasible' : 'impossible';
  if (state[i] === 2) return 'saturated';
  return state[i] === 3 ? 'run' : null;
}

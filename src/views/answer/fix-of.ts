import { poolsInForce } from '../../scenario/defaults';
import type { PoolChoice, SideScenario } from '../../scenario/scenario';

/** Another number of chips in one pool: what a button sets, and what it says. */
export interface PoolFix {
  patch: Partial<SideScenario>;
  /** What the pool is for, where the side has several; else null. */
  role: string | null;
  choice: PoolChoice;
  /** Pipeline stages that this takes; absent: as many as now. */
  stages?: number;
}

/** Where each pool of a side is chosen, in the order in which the engine counts them. */
export function poolFixes(side: SideScenario, chips: number, stages?: number): PoolFix[] {
  const { prefill, decode } = poolsInForce(side);
  const { architecture, more, split, spec } = side;
  const sized = (choice: PoolChoice): PoolChoice => ({ ...choice, count: chips });
  const fixes: PoolFix[] = [];
  const longer = stages === undefined ? {} : { parallel: { ...side.parallel, pp: stages } };
  const staged = stages === undefined ? {} : { stages };
  const add = (role: string, choice: PoolChoice, patch: Partial<SideScenario>) =>
    fixes.push({
      role,
      choice: { chip: choice.chip, count: chips },
      patch: { ...patch, ...longer },
      ...staged,
    });
  if (prefill) add('prefill', prefill, { prefill: sized(prefill) });
  add(architecture === 'afd' ? 'attention' : 'decode', decode, { decode: sized(decode) });
  more.forEach((pool, i) => {
    const grown = more.map((other, j) => (i === j ? { ...other, count: chips } : other));
    add(`pool ${String(i + 1)} of the others`, pool, { more: grown });
  });
  if (architecture === 'afd') add('the FFN', split.ffn, { split: { ...split, ffn: sized(split.ffn) } });
  if (spec !== null && spec.drafted > 0 && spec.pool !== null)
    add('drafting', spec.pool, { spec: { ...spec, pool: sized(spec.pool) } });
  return fixes.length === 1 ? fixes.map((fix) => ({ ...fix, role: null })) : fixes;
}

/** All that fixes set together, and another tensor-parallel degree where there is one. */
export const patchOf = (
  fixes: readonly PoolFix[],
  tensorParallel: number | null = null,
): Partial<SideScenario> =>
  fixes.reduce<Partial<SideScenario>>(
    (all, { patch }) => ({ ...all, ...patch }),
    tensorParallel === null ? {} : { tensorParallel },
  );

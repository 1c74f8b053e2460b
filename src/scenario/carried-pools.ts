import type { ArchitectureId } from '../engine/input';
import { chipInputOf, type Custom } from './custom';
import { poolsInForce, sideOf, USUAL_SPLIT } from './defaults';
import { samePool } from './pool-choice';
import type { PoolChoice, SideScenario } from './scenario';

/**
 * What a side keeps of the chips that somebody chose when it becomes another architecture: those of the pool that does
 * the same there, where they are of its kind; else those of another pool, where only that one had its kind. Where more or
 * fewer pools share them they are shared evenly. Devices of an edge are neither taken along nor replaced.
 */
export function carriedPools(
  side: SideScenario,
  architecture: ArchitectureId,
  custom: Custom,
): Partial<SideScenario> {
  if (side.architecture === 'edge' || architecture === 'edge') return {};
  const kindOf = (choice: PoolChoice | null) => {
    const found = choice && chipInputOf(choice.chip, custom);
    return found?.ok ? found.chip.kind : null;
  };
  const [had, usual, next] = [
    poolsOf(side),
    poolsOf(sideOf(side.architecture)),
    poolsOf(sideOf(architecture)),
  ];
  const [prefill, decode, ffn] = next.map((pool, at) => {
    const kind = kindOf(pool);
    if (pool === null || kind === null) return null;
    const same = kindOf(had[at] ?? null) === kind;
    const from = same ? at : had.findIndex((other) => kindOf(other) === kind);
    const found = had[from] ?? null;
    if (found === null || samePool(found, usual[from] ?? null)) return null;
    const alike = (pools: Pools) =>
      pools.filter((other) => other !== null).filter((other) => kindOf(other) === kind);
    const all = alike(had).filter(({ chip }) => chip === found.chip);
    const total = all.reduce((sum, { count }) => sum + count, 0);
    const [before, after] = [all.length, alike(next).length];
    return before === after ? found : { ...found, count: Math.ceil(total / after) };
  });
  return {
    ...(prefill && { prefill }),
    ...(decode && { decode }),
    ...(ffn && { split: { ...USUAL_SPLIT, ffn } }),
  };
}

type Pools = (PoolChoice | null)[];

/** For prompts, for answers, and for the FFN; null where a side has no pool of its own for it. */
function poolsOf(side: SideScenario): Pools {
  const { prefill, decode } = poolsInForce(side);
  return [prefill, decode, side.architecture === 'afd' ? side.split.ffn : null];
}

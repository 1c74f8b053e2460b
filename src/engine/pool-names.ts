import type { PoolInput } from './input';

/** What pools are called in reports, receipts and ledgers: their role, numbered where several have the same. */
export function poolNames(pools: readonly Pick<PoolInput, 'role'>[]): string[] {
  return pools.map(({ role }, i) => {
    if (pools.filter((pool) => pool.role === role).length === 1) return role;
    const before = pools.slice(0, i).filter((pool) => pool.role === role).length;
    return `${role} ${String(before + 1)}`;
  });
}

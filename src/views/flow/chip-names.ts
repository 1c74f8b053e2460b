import type { PoolSeries } from '../../engine/result';
import { count, counted } from '../../units/format';
import { namesOf, shortName } from '../chip-name';

/** The cluster in fewer and fewer words; all of them are in the tooltips and in the table. */
export function clusterNames(label: string, pools: readonly Chips[] | null): string[] {
  // What a chip is also called is said in its tooltip.
  const plain = label.replace(/ \([^)]*\)/g, '');
  const architecture = plain.split(':')[0]!;
  if (!pools) return [plain, architecture];
  const kinds = totals(pools);
  const total = pools.reduce((sum, pool) => sum + pool.chips, 0);
  return [
    plain,
    `${architecture}: ${listOf(pools, shortName)}`,
    `${architecture}: ${listOf(kinds, shortName)}`,
    listOf(kinds, shortName),
    listOf(kinds, (chipName) => namesOf(chipName).at(-1)!),
    `${architecture}: ${counted(total, 'chip')}`,
    counted(total, 'chip'),
  ];
}

type Chips = Pick<PoolSeries, 'chipName' | 'chips'>;

/** "8 × H100 + 576 × Groq LPU". */
function listOf(pools: readonly Chips[], name: (chipName: string) => string): string {
  return pools.map(({ chipName, chips }) => `${count(chips)} × ${name(chipName)}`).join(' + ');
}

/** How many of each chip there are, in the order of the pools. */
function totals(pools: readonly Chips[]): Chips[] {
  const sums = new Map<string, number>();
  for (const { chipName, chips } of pools) sums.set(chipName, (sums.get(chipName) ?? 0) + chips);
  return Array.from(sums, ([chipName, chips]) => ({ chipName, chips }));
}

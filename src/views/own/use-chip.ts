import { chipById } from '../../data/catalog';
import type { OwnChip } from '../../data/own-chip';
import type { Custom } from '../../scenario/custom';
import { DEFAULT_B, poolsBeside, poolsInForce, sideOf } from '../../scenario/defaults';
import { patchSide } from '../../scenario/patch';
import type { PoolChoice, Scenario, SideScenario } from '../../scenario/scenario';
import { count, counted } from '../../units/format';
import { countAfterChange, kindOfPool } from '../chip-choice';

/** The scenario's own things with this chip among them, in place of one of the same id. */
export function withChip(custom: Custom, chip: OwnChip): Custom {
  return { ...custom, chips: [...custom.chips.filter(({ id }) => id !== chip.id), chip] };
}

/** The chip in every pool of a side that takes its kind; a side without such a pool becomes one that has. */
export function sideWithChip(side: SideScenario | null, chip: OwnChip, custom: Custom): SideScenario {
  const kind = chipById(chip.like)?.kind ?? 'gpu';
  const here = side ?? sideOf(DEFAULT_B);
  const takes = (asked: SideScenario, pool: 'prefill' | 'decode') =>
    kindOfPool(asked.architecture, pool) === kind;
  const fits = takes(here, 'decode') || (poolsInForce(here).prefill !== null && takes(here, 'prefill'));
  const base = fits ? here : sideOf(kind === 'sram' ? 'sram' : 'gpu');
  const { prefill, decode } = poolsInForce(base);
  const own = withChip(custom, chip);
  const instead = (pool: { chip: string; count: number }) => ({
    chip: chip.id,
    count: countAfterChange(pool, chip.id, own),
  });
  return patchSide(base, {
    ...(prefill && takes(base, 'prefill') ? { prefill: instead(prefill) } : {}),
    ...(takes(base, 'decode') ? { decode: instead(decode) } : {}),
  });
}

/** What is said once a side runs on the chip: how many, and how many hold what the ones before held. */
export function usedText(
  { before, after, side }: { before: SideScenario | null; after: SideScenario; side: 'a' | 'b' },
  chip: OwnChip,
  custom: Custom,
): string {
  const own = withChip(custom, chip);
  const was = before && poolsInForce(before);
  const now = poolsInForce(after);
  const pools = (['prefill', 'decode'] as const).flatMap((role) => {
    const [pool, old] = [now[role], was?.[role]];
    if (pool?.chip !== chip.id) return [];
    const name = now.prefill ? ` for ${role}` : '';
    if (old?.chip !== chip.id || old.count !== pool.count) return [`${counted(pool.count, 'chip')}${name}`];
    // The same number of a chip that has changed: what SRAM holds is what counts there.
    const alike = countAfterChange(old, chip.id, own, custom);
    const hint = alike === pool.count ? '' : ` (${count(alike)} hold what these held before)`;
    return [`${counted(pool.count, 'chip')}${name}, as before${hint}`];
  });
  return `${chip.name} runs in ${side.toUpperCase()} now: ${pools.join(' and ')}.`;
}

/** Whether the chip is in any pool of a side, be it one that is not in use now. */
export function runsChip(side: SideScenario | null, id: string): boolean {
  if (side === null) return false;
  const { prefill, decode, more, split, spec } = side;
  return [prefill, decode, ...more, split.ffn, spec?.pool].some((pool) => pool?.chip === id);
}

/** The own chip to look at first: one that B runs on, which is what A is compared with, else one of A's, else any. */
export function chipInUse({ custom: { chips }, a, b }: Scenario): OwnChip | undefined {
  return chips.find(({ id }) => runsNow(b, id)) ?? chips.find(({ id }) => runsNow(a, id)) ?? chips[0];
}

/** Whether the chip is in a pool of a side that its architecture has. */
export function runsNow(side: SideScenario | null, id: string): boolean {
  if (side === null) return false;
  const { prefill, decode } = poolsInForce(side);
  return [prefill, decode, ...poolsBeside(side)].some((pool) => pool?.chip === id);
}

/** The chip is no more; pools that had it go back to the chip it was like. Sides without it are left alone. */
export function withoutChip({ custom, a, b }: Scenario, { id, like }: OwnChip): Partial<Scenario> {
  const back = (side: SideScenario): SideScenario => {
    const own = <Pool extends PoolChoice | null>(pool: Pool): Pool =>
      pool?.chip === id ? { ...pool, chip: like } : pool;
    const { prefill, decode, more, split, spec } = side;
    return {
      ...side,
      prefill: own(prefill),
      decode: own(decode),
      more: more.map(own),
      split: { ...split, ffn: own(split.ffn) },
      spec: spec && { ...spec, pool: own(spec.pool) },
    };
  };
  return {
    custom: { ...custom, chips: custom.chips.filter((chip) => chip.id !== id) },
    ...(runsChip(a, id) ? { a: back(a) } : {}),
    ...(b && runsChip(b, id) ? { b: back(b) } : {}),
  };
}

/** A locked side that runs on the chip: no figure of it may change, nor may it go. */
export function heldBy(
  { a, b }: Scenario,
  locked: Readonly<Record<'a' | 'b', boolean>>,
  id: string,
): 'A' | 'B' | null {
  if (locked.a && runsChip(a, id)) return 'A';
  return locked.b && runsChip(b, id) ? 'B' : null;
}

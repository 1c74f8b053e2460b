import { chipById } from '../../data/catalog';
import type { OwnChip } from '../../data/own-chip';
import type { Custom } from '../../scenario/custom';
import { DEFAULT_B, poolsInForce, sideOf } from '../../scenario/defaults';
import { patchSide } from '../../scenario/patch';
import type { Scenario, SideScenario } from '../../scenario/scenario';
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

/** The chip is no more; pools that had it go back to the chip it was like. */
export function withoutChip({ custom, a, b }: Scenario, { id, like }: OwnChip): Partial<Scenario> {
  const back = (side: SideScenario): SideScenario => {
    const pool = (choice: SideScenario['prefill']) =>
      choice?.chip === id ? { ...choice, chip: like } : choice;
    return { ...side, prefill: pool(side.prefill), decode: pool(side.decode) };
  };
  return {
    custom: { ...custom, chips: custom.chips.filter((chip) => chip.id !== id) },
    a: back(a),
    b: b && back(b),
  };
}

import { chipById } from '../../data/catalog';
import type { FactClass } from '../../data/sourced';
import { poolsInForce } from '../../scenario/defaults';
import type { SideScenario } from '../../scenario/scenario';

/** What one kind of chip of a side costs in an hour, and who says so. */
export interface ChipPrice {
  name: string;
  usdPerHour: number | null;
  class: FactClass;
  note: string | null;
}

/** One line per kind of chip, in the order of the pools. */
export function chipPrices(side: SideScenario): ChipPrice[] {
  const { prefill, decode } = poolsInForce(side);
  const ids = new Set(prefill ? [prefill.chip, decode.chip] : [decode.chip]);
  return [...ids].flatMap((id) => {
    const chip = chipById(id);
    if (!chip) return [];
    const { value, class: factClass, note } = chip.engine.usdPerHour;
    return [{ name: chip.name, usdPerHour: value, class: factClass, note: note ?? null }];
  });
}

import type { priceSlots } from '../../scenario/pool-prices';
import { poolName } from '../answer/part-names';
import { plainName } from '../chip-name';

/** The pools that one price is for. */
export type PriceSlot = NonNullable<ReturnType<typeof priceSlots>>[number];

/** What each slot of a side is asked to cost; null: as usual. */
export type AskedPrices = readonly (number | null)[];

/** What the scenario has, slot by slot: its last price is for all that follow. */
export function pricesInForce(own: readonly number[] | null, slots: readonly PriceSlot[]): AskedPrices {
  return slots.map((_, i) => own?.[i] ?? own?.at(-1) ?? null);
}

/**
 * Prices as the scenario writes them: one where all are alike, none where all are as usual. A link has no word for "as
 * usual" in one slot of two, so the usual price is written there; `missing` is a slot that has none to write.
 */
export function writtenPrices(
  asked: AskedPrices,
  slots: readonly PriceSlot[],
): { prices: readonly number[] | null; missing: PriceSlot | null } {
  const prices = asked.map((price, i) => price ?? usualOf(slots[i]!));
  if (prices.every((price, i) => price === usualOf(slots[i]!))) return { prices: null, missing: null };
  const known = prices.filter((price) => price !== null);
  if (known.length < prices.length) return { prices: null, missing: slots[prices.indexOf(null)]! };
  return { prices: new Set(known).size === 1 ? known.slice(0, 1) : known, missing: null };
}

/** The one price that a slot's pools have without the side's own; null: not known, or not one. */
export function usualOf(slot: PriceSlot): number | null {
  const usual = slot[0]!.usual;
  return slot.every((pool) => pool.usual === usual) ? usual : null;
}

/** What stands in its empty field. */
export function usualText(slot: PriceSlot): string {
  const texts = slot.map(({ usual }) => (usual === null ? 'unknown' : String(usual)));
  return [...new Set(texts)].join(' / ');
}

/** "Prefill, H100 SXM"; pools that share a price are named together. */
export function slotName(slot: PriceSlot): string {
  return slot.map(({ pool, chip }) => `${poolName(pool)}, ${plainName(chip)}`).join('; ');
}

/** Why a price that was typed is not in force yet. */
export function missingText(missing: PriceSlot): string {
  const why = missing.some(({ usual }) => usual === null)
    ? 'the catalogue has none'
    : 'theirs are two in the catalogue';
  return `In force once “${slotName(missing)}” has a price, too: ${why}.`;
}

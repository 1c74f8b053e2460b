import { poolPrices, type PoolPrice, type PricedBy } from '../../scenario/pool-prices';
import type { SideScenario } from '../../scenario/scenario';
import { dollars } from '../../units/format';
import { poolName } from '../answer/part-names';

/** What one kind of chip of a side costs in an hour, in words, and who says so. */
export interface ChipPrice {
  /** With its pools where the side pays several prices for such chips. */
  name: string;
  known: boolean;
  text: string;
}

/** One line per kind of chip and price, in the order of the pools; null where the side cannot be run at all. */
export function chipPrices(side: SideScenario, by: PricedBy): ChipPrice[] | null {
  const lines = new Map<string, { chip: string; known: boolean; text: string; pools: string[] }>();
  const prices = poolPrices(side, by);
  if (prices === null) return null;
  for (const price of prices) {
    const text = priceText(price);
    const key = `${price.chip} ${text}`;
    const line = lines.get(key) ?? { chip: price.chip, known: price.usdPerHour !== null, text, pools: [] };
    lines.set(key, line);
    line.pools.push(poolName(price.pool));
  }
  const all = [...lines.values()];
  return all.map(({ chip, known, text, pools }) => {
    const several = all.filter((line) => line.chip === chip).length > 1;
    return {
      name: several ? `${chip} of ${pools.map((pool) => `“${pool}”`).join(' and ')}` : chip,
      known,
      text,
    };
  });
}

function priceText({ usdPerHour, electricity, from }: PoolPrice): string {
  if (usdPerHour === null) return `unknown: ${whyUnknown(from)}`;
  if (electricity === 0) return `${dollars(usdPerHour)}/h, ${whose(from)}`;
  const parts = `${dollars(usdPerHour - electricity)} (${whose(from)}) and ${dollars(electricity)} for electricity`;
  return `${dollars(usdPerHour)}/h: ${parts}`;
}

function whose(from: PoolPrice['from']): string {
  if (from.kind === 'side') return 'the scenario’s price';
  if (from.kind !== 'catalogue') return 'as the scenario describes the chip';
  const { like, record } = from;
  const ofLike = like === null ? '' : `that of ${like}, `;
  return record.note === undefined
    ? `${ofLike}${record.class}`
    : `${ofLike}${record.class}: ${sentencePart(record.note)}`;
}

function whyUnknown(from: PoolPrice['from']): string {
  if (from.kind === 'no power') return 'electricity is paid for, and the chip’s power is not known';
  return from.kind === 'catalogue' && from.record.note !== undefined
    ? sentencePart(from.record.note)
    : 'the scenario’s chip has none';
}

const sentencePart = (note: string): string => note.replace(/\.$/, '');

import type { UsDollars } from '../units/units';
import { type ChipFacts, oneNumber } from './chip-facts';
import { assumed, sourced, type Sourced, unknown } from './sourced';

/**
 * One price per hour and chip, on one basis: what capacity costs that is kept for years. On-demand offers vary
 * threefold within a month and are missing for half of the chips, so they would compare markets, not hardware.
 * In order of preference:
 *  1. a three-year rental, all from one survey;
 *  2. what the operator itself reckons with;
 *  3. the low end of on-demand offers, as a stand-in for a long contract;
 *  4. the purchase price, spread over its life.
 * All other recorded prices stay on the chip's card.
 */
export function enginePrice(facts: ChipFacts): Sourced<UsDollars> {
  return rental(facts) ?? onDemand(facts) ?? purchase(facts) ?? unknown('No price was found.');
}

function rental(facts: ChipFacts): Sourced<UsDollars> | null {
  const rent = oneNumber(facts, 'price.rent3Years.usdPerHour', 'middle');
  if (rent && rent.value !== null) return sourced(rent.value, rent.source, 'Three-year rental.');
  const own = oneNumber(facts, 'price.accounting.usdPerHour', 'middle');
  if (own && own.value !== null) return sourced(own.value, own.source, 'The operator’s own accounting.');
  return null;
}

function onDemand(facts: ChipFacts): Sourced<UsDollars> | null {
  const cloud = oneNumber(facts, 'price.cloud.usdPerHour', 'low');
  if (!cloud || cloud.value === null) return null;
  return assumed(cloud.value, 'The lowest on-demand price stands in for a long contract.', cloud.source);
}

const YEARS = 4;
/** Share of those hours that the chip is sold or used. */
const UTILISATION = 0.7;
/** What host, network and rack add to the price of a bare chip. */
const SERVER_SHARE = 0.35;
const HOURS_PER_YEAR = 8760;
const USD_PER_KWH = 0.075;
const PUE = 1.2;
const POWER_SOURCES = ['elec', 'ecologits', 'uptime'];

/** Prices that already include everything around the chip. */
const WHOLE_SYSTEMS = new Set(['cerebras-wse3', 'agx-orin-64', 'jetson-thor']);

function purchase(facts: ChipFacts): Sourced<UsDollars> | null {
  const rack = oneNumber(facts, 'price.rackPurchase.usd', 'middle');
  const chips = oneNumber(facts, 'scaleUp.chips.count', 'middle');
  if (rack && rack.value !== null && chips && chips.value !== null) {
    return spread(facts, rack.value / chips.value, rack.source, 'its share of the rack');
  }
  const chip =
    oneNumber(facts, 'price.purchase.usd', 'middle') ??
    oneNumber(facts, 'price.purchaseQuoted.usd', 'middle');
  if (!chip || chip.value === null) return null;
  if (WHOLE_SYSTEMS.has(facts.id)) return spread(facts, chip.value, chip.source, 'the whole system');
  return spread(facts, chip.value * (1 + SERVER_SHARE), chip.source, 'the chip and 35 % for its server');
}

/** What a chip that is bought costs in an hour of use, its server included, electricity not. */
export function hourlyOfPurchase(usd: UsDollars): UsDollars {
  return (usd * (1 + SERVER_SHARE)) / (YEARS * HOURS_PER_YEAR * UTILISATION);
}

function spread(facts: ChipFacts, usd: number, source: string[], what: string): Sourced<UsDollars> {
  const watts =
    oneNumber(facts, 'power.tdp.watts', 'high')?.value ??
    oneNumber(facts, 'power.system.watts', 'high')?.value;
  const power = ((watts ?? 0) / 1000) * PUE * USD_PER_KWH;
  const perHour = usd / (YEARS * HOURS_PER_YEAR * UTILISATION) + power;
  const note = `Price of ${what} over ${YEARS} years at 70 % use, and electricity. Not a market price.`;
  return assumed(Number(perHour.toPrecision(4)), note, [...source, ...POWER_SOURCES]);
}

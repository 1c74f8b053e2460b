import type { Instance } from '../sim/cluster-state';
import type { RouteContext, RoutePolicy } from './policy';
import { missedBy, predictedUsd } from './predict';
import { ROUTE_NAMES } from './route-names';

/**
 * Weights that put the terms in order: a missed promise outweighs any price, and a chip without a price is taken to be
 * dearer than all that have one. They rank; they are not dollars anybody pays.
 */
const USD_PER_MISS = 1e6;
const USD_WITHOUT_PRICE = 1e3;

const usd = (context: RouteContext, instance: Instance): number => predictedUsd(context, instance) ?? 0;

const unpriced = (instance: Instance): number =>
  instance.pool.plan.input.chip.usdPerHour === null ? USD_WITHOUT_PRICE : 0;

const miss = (context: RouteContext, instance: Instance): number =>
  USD_PER_MISS * missedBy(context, instance, context.class.slo);

/** The cheapest instance that is predicted to keep the promise; if none does, the one that misses it by least. */
export const slo: RoutePolicy = {
  ...ROUTE_NAMES.slo,
  about:
    'Of the instances predicted to meet the SLO of the request’s class, the cheapest; if none meets it, the one that misses it by least.',
  unit: 'dollars',
  cost: (context, instance) => usd(context, instance) + unpriced(instance) + miss(context, instance),
  terms: (context, instance) => [
    { name: 'chips for prompt and answer', value: usd(context, instance) },
    { name: 'penalty for a chip without a price', value: unpriced(instance) },
    { name: 'penalty for missing the SLO', value: miss(context, instance) },
  ],
};

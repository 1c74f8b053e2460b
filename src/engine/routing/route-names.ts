import type { RouteId } from '../input';

export interface RouteName {
  id: RouteId;
  label: string;
}

/** What people call the rules, the default first. Apart from the rules, so that a page can name them without their code. */
export const ROUTE_NAMES = {
  least: { id: 'least', label: 'Least work' },
  rr: { id: 'rr', label: 'Round robin' },
  p2c: { id: 'p2c', label: 'Power of two choices' },
  kvtime: { id: 'kvtime', label: 'Predicted time' },
  kv: { id: 'kv', label: 'KV-aware' },
  class: { id: 'class', label: 'By class' },
  slo: { id: 'slo', label: 'Cheapest within the SLO' },
} as const satisfies { [Id in RouteId]: RouteName & { id: Id } };

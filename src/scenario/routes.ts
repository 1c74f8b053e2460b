import { ROUTE_NAMES, type RouteName } from '../engine/routing/route-names';

/** Routing policies, the default first: words for the control that chooses one. */
export const ROUTE_CHOICES: readonly RouteName[] = Object.values(ROUTE_NAMES);

import { ROUTE_POLICIES } from '../engine/routing/policies';

/** Routing policies that this version simulates, the default first: words for the control that chooses one. */
export const ROUTE_CHOICES: readonly { id: string; label: string; about: string }[] = ROUTE_POLICIES.map(
  ({ id, label, about }) => ({ id, label, about }),
);

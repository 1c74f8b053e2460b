import type { RouteId } from '../input';

export interface RouteName {
  id: RouteId;
  label: string;
  about: string;
}

/** What people call the rules, the default first. Apart from the rules, so that a page can name them without their code. */
export const ROUTE_NAMES = {
  least: {
    id: 'least',
    label: 'Least work',
    about: 'The instance with the fewest seconds of work ahead: prompts that wait, and answers under way.',
  },
  rr: {
    id: 'rr',
    label: 'Round robin',
    about: 'Each request goes to the next instance in turn, whatever its length or their load.',
  },
  p2c: {
    id: 'p2c',
    label: 'Power of two choices',
    about: 'Two instances are drawn for each request; the one with less work ahead gets it.',
  },
  kvtime: {
    id: 'kvtime',
    label: 'Predicted time',
    about:
      'The instance where the request is predicted to cost the fewest seconds, its own and everybody else’s.',
  },
  kv: {
    id: 'kv',
    label: 'KV-aware',
    about:
      'The instance with the fewest blocks to compute and to decode, less those of the prompt that it has (Dynamo).',
  },
  class: {
    id: 'class',
    label: 'By class',
    about:
      'Ordered rules choose a pool by the request’s class, its lengths, its model and where there is room; inside it the least work wins.',
  },
  slo: {
    id: 'slo',
    label: 'Cheapest within the SLO',
    about:
      'Of the instances predicted to meet the SLO of the request’s class, the cheapest; if none meets it, the one that misses it by least.',
  },
} as const satisfies { [Id in RouteId]: RouteName & { id: Id } };

import type { Rule } from './policy';

/** How a decode instance is chosen for a request whose prompt was computed elsewhere; `sim/hand-off.ts` applies it. */
export const DECODE_RULE: Rule = {
  label: 'Fewest requests',
  about: 'The decode instance to which the fewest requests have been sent that are not finished.',
  unit: 'requests',
  terms: (_, instance) => [{ name: 'requests there', value: instance.load }],
};

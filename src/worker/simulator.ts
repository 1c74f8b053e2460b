/** What runs are made with. It comes apart from the closed form, which gives the first answer. */
export { pairedDifference } from '../engine/sim/difference';
export { Runner } from '../engine/sim/runner';

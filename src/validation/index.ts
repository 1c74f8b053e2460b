/** What scripts/fit/write-validation.mjs drives. */
export { agreement, chipIdOf, engineOf } from './agreement';
export { NO_EXTRAS } from './extra-catalog';
export { headlines, mixture, rowsBehind } from './headline';
export { readMeasured } from './measured-row';
export { scoreRows, summarise } from './validate';

/** What scripts/fit/write-validation.mjs drives. */
export { NO_EXTRAS } from './extra-catalog';
export { headlines } from './headline';
export { readMeasured } from './measured-row';
export { scoreRows, summarise } from './validate';

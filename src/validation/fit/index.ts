/** What scripts/fit drives. */
export { readMeasured } from '../measured-row';
export { errorStatistics } from '../validate';
export { crossValidate, errorsAt, fit, fitFromBothSides, simulatedErrors } from './fit';
export { fittedOf, PARAMETERS } from './parameters';
export { samplesOf } from './samples';
export { crossValidatePower, errorOf, fitPower } from './power';
export { powerSamples } from './power-samples';
export { fitStaticPower, staticPowerSamples, staticShareAt } from './static-power';

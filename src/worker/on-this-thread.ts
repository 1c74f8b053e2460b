import type { ClosedForm, CurveJob } from './api';
import { closedFormOf } from './closed-form';
import { curveOf } from './drawn-curves';

export { estimatesOf } from './closed-form';

/** The closed form where it is asked for in every frame of a drag, with the curves that stay the same. */
export const closedFormHere = (job: CurveJob): ClosedForm => closedFormOf(job, null, curveOf);

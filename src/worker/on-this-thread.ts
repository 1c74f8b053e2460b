import type { ClosedForm, CurveJob } from './api';
import { curvesOf, estimatesOf } from './closed-form';
import { curveOf } from './drawn-curves';

export { estimatesOf } from './closed-form';

/**
 * The closed form where it is asked for in every frame of a drag: with the curves that stay the same, and with numbers that
 * are computed once somebody looks at them, because those of a run are mostly there before.
 */
export const closedFormHere = (job: CurveJob): ClosedForm => ({
  curves: curvesOf(job, null, curveOf),
  get estimate() {
    return estimatesOf(job.a, job.b, null);
  },
});

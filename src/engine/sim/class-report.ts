import type { Seconds } from '../../units/units';
import type { RequestClass, Slo } from '../input';
import type { ClassReport, Goodput } from '../result';
import type { RequestState } from './request-state';
import type { SimState } from './state';
import { percentiles } from './statistics';

/** The part of a run that is reported: rates over a stretch of time, shares over the requests from `cut` on. */
export interface Reported {
  cut: number;
  from: Seconds;
  to: Seconds;
}

/** What each class of requests got, and what of it kept what was promised. */
export function classReports(sim: SimState, reported: Reported): ClassReport[] {
  const { classes, classOf } = sim.router;
  return classes.map((of, index) => {
    const own = (i: number): boolean => classOf === null || classOf[i] === index;
    return classReport(sim.requests, of, sim.ways[index]!.model, own, reported);
  });
}

/** Over all classes; one without an SLO promises nothing, so its answers count. Null where none has one. */
export function totalGoodput(sim: SimState, reported: Reported): Goodput {
  const { classes, classOf } = sim.router;
  if (classes.every(({ slo }) => slo === null)) return { goodput_per_s: null, goodput_share: null };
  return goodput(
    sim.requests,
    (i) => classes[classOf?.[i] ?? 0]!.slo,
    () => true,
    reported,
  );
}

function classReport(
  r: RequestState,
  { id, label, kind, slo }: RequestClass,
  model: string,
  own: (request: number) => boolean,
  reported: Reported,
): ClassReport {
  const ttft = new Float64Array(r.count);
  const tpot = new Float64Array(r.count);
  let answers = 0;
  let spans = 0;
  let requests = 0;
  let completed = 0;
  let rejected = 0;
  for (let i = 0; i < r.count; i++) {
    if (!own(i)) continue;
    requests++;
    if (r.rejection[i]! > 0) rejected++;
    if (Number.isNaN(r.end[i]!)) continue;
    completed++;
    if (i < reported.cut) continue;
    ttft[answers++] = ttftOf(r, i);
    if (r.output[i]! >= 2) tpot[spans++] = tpotOf(r, i);
  }
  return {
    id,
    label,
    kind,
    model,
    slo: slo && { ttft_s: slo.ttftSeconds, tpot_s: slo.tpotSeconds },
    requests,
    completed,
    rejected,
    ttft_s: percentiles(ttft.subarray(0, answers)),
    tpot_s: percentiles(tpot.subarray(0, spans)),
    ...(slo === null ? { goodput_per_s: null, goodput_share: null } : goodput(r, () => slo, own, reported)),
  };
}

const ttftOf = (r: RequestState, i: number): Seconds => r.firstToken[i]! - r.arrival[i]!;
const tpotOf = (r: RequestState, i: number): Seconds => (r.end[i]! - r.firstToken[i]!) / (r.output[i]! - 1);

/** Whether a request was answered as promised. An answer of one token has no time per token to miss. */
function keeps(r: RequestState, i: number, slo: Slo | null): boolean {
  if (Number.isNaN(r.end[i]!)) return false;
  if (slo === null) return true;
  if (slo.ttftSeconds !== null && ttftOf(r, i) > slo.ttftSeconds) return false;
  return slo.tpotSeconds === null || r.output[i]! < 2 || tpotOf(r, i) <= slo.tpotSeconds;
}

/** Requests per second that kept every promise, and their share of all that asked; who was turned away did not. */
function goodput(
  r: RequestState,
  sloOf: (request: number) => Slo | null,
  own: (request: number) => boolean,
  { cut, from, to }: Reported,
): Goodput {
  let asked = 0;
  let kept = 0;
  let keptWithin = 0;
  for (let i = 0; i < r.count; i++) {
    if (!own(i)) continue;
    const good = keeps(r, i, sloOf(i));
    if (i >= cut) asked++;
    if (i >= cut && good) kept++;
    if (good && r.end[i]! > from && r.end[i]! <= to) keptWithin++;
  }
  return {
    goodput_per_s: to > from ? keptWithin / (to - from) : null,
    goodput_share: asked > 0 ? kept / asked : null,
  };
}

import type { SideReport } from '../engine/result';
import { simulate } from '../engine/sim/simulate';
import { closestText } from '../scenario/closest';
import { encode } from '../scenario/codec';
import { ownPlanChips, planChips, poolsOf } from '../scenario/plan/family';
import type { FirstBreak } from '../scenario/plan/first-break';
import { plan, USUAL_EFFORT } from '../scenario/plan/plan';
import { moreRequests } from '../scenario/plan/more-requests';
import { resolve } from '../scenario/resolve';
import type { Problem, Scenario } from '../scenario/scenario';
import { planArgs } from './args';
import { loadScenario } from './load-scenario';
import { createProgress } from './progress';
import { UsageError } from './usage';

/** What `plan` prints. */
export interface PlanAnswer {
  slo: { ttft_s: number | null; tpot_s: number | null; percentile: string };
  budget_usd_per_hour: number | null;
  /** Clusters of the catalogue's chips, cheapest first; those that keep the promise come before the nearest misses. */
  options: {
    meets_slo: boolean;
    /** Fragment that opens this cluster on the page. */
    link: string;
    architecture: string;
    pools: { chip: string; chips: number }[];
    usd_per_hour: number | null;
    /** What gives way first as the load grows, by the closed form, which knows means. */
    breaks_first: {
      what: FirstBreak['what'];
      requests_per_s: number | null;
      requests_in_flight: number | null;
      pool: string | null;
      bound_by: string;
    } | null;
    report: SideReport;
  }[];
  /** What was computed although the scenario asks for something else, in sentences. */
  problems: Problem[];
  searched: { families: number; fitting: number; simulated: number };
  notes: string[];
}

/** `plan <scenario> --slo ttft=…,tpot=… [--budget usd_per_hour=…] [--chip …]`: the cheapest clusters for the scenario's workload. */
export async function planVerb(args: string[]): Promise<PlanAnswer> {
  const { scenario: argument, ttftSeconds, tpotSeconds, usdPerHour, percentile, chip } = planArgs(args);
  const base = loadScenario(argument);
  const known = [...ownPlanChips(base.custom), ...planChips()].map(({ id }) => id);
  if (chip !== null && !known.includes(chip))
    throw new UsageError(`--chip "${chip}" is no chip that a plan may buy${closestText(chip, known)}.`);
  const progress = createProgress('plan');
  const found = await plan(
    base,
    { ttftSeconds, tpotSeconds, usdPerHour },
    { ...USUAL_EFFORT, percentile, chip },
    { simulate: run, onProgress: (phase, done) => phase === 'simulating' && progress(done) },
  );
  progress(1);
  const notes = [
    'Accelerators at the prices of the catalogue; servers around them are not bought separately.',
  ];
  if (found.unpriced.length > 0)
    notes.push(`Left out, because no price is published: ${found.unpriced.join(', ')}.`);
  const short = found.options.filter(({ report }) => report.requests_to_settle !== null).length;
  if (short > 0)
    notes.push(
      `${String(short)} of ${String(found.options.length)} clusters ran for too short to settle at this load (requests_to_settle in their reports): in the long run answers are slower.`,
    );
  if (!found.options.some(({ meets }) => meets))
    notes.push(
      found.options.length === 0
        ? 'No cluster of the catalogue holds the model for this money.'
        : 'No cluster that was looked at keeps the promise; these come nearest.',
    );
  return {
    slo: { ttft_s: ttftSeconds, tpot_s: tpotSeconds, percentile },
    budget_usd_per_hour: usdPerHour,
    options: found.options.map(({ scenario, report, meets, breaks }) => ({
      meets_slo: meets,
      link: encode(scenario),
      architecture: scenario.a.architecture,
      pools: poolsOf(scenario).map(({ chip, count }) => ({ chip, chips: count })),
      usd_per_hour: report.usd_per_hour,
      breaks_first: breaks && {
        what: breaks.what,
        requests_per_s: base.conc === null ? breaks.load : null,
        requests_in_flight: base.conc === null ? null : breaks.load,
        pool: breaks.pool,
        bound_by: breaks.boundBy,
      },
      report,
    })),
    problems: resolve(base).problems,
    searched: { families: found.families, fitting: found.fitting, simulated: found.simulated },
    notes,
  };
}

function run(scenario: Scenario): SideReport {
  const { a } = resolve(scenario);
  if (a.kind === 'impossible') throw new Error(a.reason);
  const { report } = simulate(a.input);
  const requests = moreRequests(a.input, report);
  return requests === null ? report : run({ ...scenario, requests });
}

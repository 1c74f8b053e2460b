import type { SideReport } from './result';

/** The report of a side that cannot run: why, what would fix it, and null for everything else. */
export function infeasibleReport(
  reason: string,
  chips: number,
  method: SideReport['method'],
  fix: SideReport['fix'],
): SideReport {
  return { ...blankReport(chips, method), reason, fix };
}

/** A report that says nothing but how many chips there are. */
export function blankReport(chips: number, method: SideReport['method']): SideReport {
  return {
    feasible: false,
    reason: null,
    chips,
    ttft_s: null,
    tpot_s: null,
    itl_s: null,
    e2e_s: null,
    tokens_per_s_per_user: null,
    output_tokens_per_s: null,
    tokens_per_s_per_chip: null,
    joules_per_output_token: null,
    joules_per_total_token: null,
    usd_per_million_output_tokens: null,
    power_w: null,
    bound_by: null,
    tiers: [],
    hash: null,
    method,
    saturated: false,
    requests: 0,
    completed: 0,
    rejected: 0,
    preemptions: 0,
    duration_s: null,
    requests_per_s: null,
    usd_per_hour: null,
    facility_power_w: null,
    output_tokens_per_s_per_facility_w: null,
    output_tokens_per_s_per_usd_per_h: null,
    usd_per_million_total_tokens: null,
    usd_per_million: null,
    steady: null,
    whole_run: null,
    energy_j: null,
    facility_energy_j: null,
    energy_parts_j: null,
    band: null,
    warmup_requests: 0,
    requests_to_settle: null,
    ttft_ci95_s: null,
    ttft_parts_s: null,
    e2e_parts_s: null,
    tpot_parts_s: null,
    tpot_ci95_s: null,
    goodput_per_s: null,
    goodput_share: null,
    classes: [],
    prefix: null,
    waterfall: null,
    pools: [],
    fix: null,
    notes: [],
  };
}

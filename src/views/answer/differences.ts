import type { SideReport } from '../../engine/result';
import { counted, dollars, tokensPerSecond } from '../../units/format';
import type { JobInput } from '../../worker/api';
import { SAME_AN_HOUR } from './metrics';
import { AROUND_CHIPS, energyPartName, poolName } from './part-names';
import { sameAnHour } from './relation';

/** What B has more or less of than A, in parts that sum to the difference; all in the unit of the question. */
export interface Difference {
  id: 'time' | 'energy' | 'cost';
  /** Short, for the choice among them. */
  short: string;
  /** What is compared, as a phrase. */
  what: string;
  unit: 's' | 'J' | 'US$';
  parts: DifferencePart[];
  /** What the parts do not say of themselves. */
  note?: string;
}

export interface DifferencePart {
  label: string;
  a: number;
  b: number;
}

type Asked = { a: JobInput | null; b: JobInput | null } | null;

/** Those that can be told: an unknown power or price, or a side that does not run or keep up, leaves its question out. */
export function differences(a: SideReport | null, b: SideReport | null, asked: Asked): Difference[] {
  if (!a || !b || !a.feasible || !b.feasible || a.saturated !== b.saturated) return [];
  return [timeDifference(a, b), energyDifference(a, b), costDifference(a, b, asked)].filter(
    (difference) => difference !== null,
  );
}

const TIME_PARTS = [
  ['route_s', 'Front end and network'],
  ['queue_s', 'Queue'],
  ['fetch_s', 'Wait for KV from a tier'],
  ['prefill_s', 'Prefill'],
  ['room_s', 'Wait for room to decode'],
  ['transfer_s', 'KV hand-off'],
  ['wait_s', 'Wait for a step'],
  ['decode_s', 'Decode'],
  ['stall_s', 'Stalled by other prompts'],
] as const;

/** Means over the requests: the first four parts make TTFT, all of them E2E. A queue that grows has no mean worth telling. */
function timeDifference(a: SideReport, b: SideReport): Difference | null {
  const [p, q] = [a.e2e_parts_s, b.e2e_parts_s];
  if (!p || !q || a.saturated || b.saturated) return null;
  const parts = TIME_PARTS.map(([key, label]) => ({ label, a: p[key], b: q[key] }));
  return { id: 'time', short: 'Time', what: 'a whole answer, in the mean', unit: 's', parts: told(parts) };
}

/** Chips and links, as the tile counts them: nodes and cooling are not in it. */
function energyDifference(a: SideReport, b: SideReport): Difference | null {
  const [p, q] = [joulesPerToken(a), joulesPerToken(b)];
  if (!p || !q) return null;
  const keys = [...new Set([...p.keys(), ...q.keys()])];
  const parts = keys.map((key) => ({ label: energyPartName(key), a: p.get(key) ?? 0, b: q.get(key) ?? 0 }));
  return { id: 'energy', short: 'Energy', what: 'energy per output token', unit: 'J', parts: told(parts) };
}

/** The tile's joules, shared out as the joules went in the time that the tile is of. */
function joulesPerToken(report: SideReport): Map<string, number> | null {
  const perToken = report.joules_per_output_token;
  const { energy_parts_j: parts } = report.steady ?? report;
  if (!parts || perToken === null) return null;
  const onChips = Object.entries(parts).filter(([key]) => !AROUND_CHIPS.has(key));
  const sum = onChips.reduce((so, [, joules]) => so + joules, 0);
  return sum > 0 ? new Map(onChips.map(([key, joules]) => [key, (joules / sum) * perToken])) : null;
}

/** Every pool is paid by the hour, so each has its share of the price of a token. */
function costDifference(a: SideReport, b: SideReport, asked: Asked): Difference | null {
  const [p, q] = [dollarsPerPool(a, asked?.a), dollarsPerPool(b, asked?.b)];
  if (!p || !q) return null;
  const parts = [
    ...p.map(({ label, usd }) => ({ label: `A: ${label}`, a: usd, b: 0 })),
    ...q.map(({ label, usd }) => ({ label: `B: ${label}`, a: 0, b: usd })),
  ];
  const note = sameAnHour(a, b) ? SAME_AN_HOUR.why : `By the hour: A ${hourly(a)}, B ${hourly(b)}.`;
  return { id: 'cost', short: 'Cost', what: 'cost per million output tokens', unit: 'US$', parts, note };
}

/** What a million tokens are worked out from. */
function hourly({ usd_per_hour: usd, chips, output_tokens_per_s: rate }: SideReport): string {
  if (usd === null || rate === null) return 'is not known';
  return `pays ${dollars(usd)} for ${counted(chips, 'chip')} that write ${tokensPerSecond(rate)}`;
}

function dollarsPerPool(report: SideReport, input: JobInput | null | undefined) {
  const perMillion = report.usd_per_million_output_tokens;
  if (perMillion === null || !input) return null;
  const { pools } = input.cluster;
  // The closed form answers for the present scenario while the last run is still of another.
  if (pools.length !== report.pools.length) return null;
  const priced = pools.map(({ chip, chips }, i) => ({
    label: `${poolName(report.pools[i]!.name)}, ${chip.name}`,
    usd: (chip.usdPerHour ?? 0) * chips,
  }));
  const sum = priced.reduce((so, { usd }) => so + usd, 0);
  return sum > 0 ? priced.map(({ label, usd }) => ({ label, usd: (usd / sum) * perMillion })) : null;
}

/** Parts that neither side has are nothing to tell. */
function told(parts: DifferencePart[]): DifferencePart[] {
  return parts.filter(({ a, b }) => a !== 0 || b !== 0);
}

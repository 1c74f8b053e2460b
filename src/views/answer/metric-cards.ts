import type { SideReport } from '../../engine/result';
import type { Custom } from '../../scenario/custom';
import {
  bytes,
  count,
  dollars,
  joules,
  percent,
  rate,
  seconds,
  significant,
  tokensPerSecond,
  watts,
} from '../../units/format';
import { chipName } from '../chip-name';
import type { MetricId } from './metrics';
import { AROUND_CHIPS, energyPartName, poolName } from './part-names';

/** Why a number of the Answer is what it is. Read when its card opens, and loaded then. */
export interface MetricCard {
  what: string;
  /** The formula in words. */
  formula: string;
  /** What could move the real number and is in no formula here. */
  notModelled: string;
  /** Numbers that stand behind this one. */
  parts: (report: SideReport, own: Custom) => Part[];
}

interface Part {
  label: string;
  text: string;
}

const NO_PARTS: Part[] = [];

function spread(values: SideReport['ttft_s']): Part[] {
  if (!values) return NO_PARTS;
  return known(
    ['Half of the requests within', values.p50, seconds],
    ['90% within', values.p90, seconds],
    ['99% within', values.p99, seconds],
  );
}

/** Leaves out what is unknown: a part is there to explain, not to fill. */
function known(
  ...parts: (readonly [label: string, value: number | null, print: (value: number) => string])[]
) {
  return parts.flatMap(([label, value, print]) => (value === null ? [] : [{ label, text: print(value) }]));
}

/** Of chips whose time per layer is known within a band only. */
function band({ band: known }: SideReport): Part[] {
  if (known === null) return NO_PARTS;
  const [low, high] = known.tpot_s;
  return [
    { label: 'May be, by what is known of its SRAM chips', text: `${seconds(low)} to ${seconds(high)}` },
  ];
}

/** Less than this share of the mean is not what one looks for. */
const WORTH_SAYING = 0.02;

/** What of the mean gap is no decode step: most of it falls before the second token. */
function betweenTokens({ tpot_s: tpot, tpot_parts_s: parts }: SideReport): Part[] {
  if (!tpot || !parts) return NO_PARTS;
  const of = (label: string, part: number) =>
    part / tpot.mean < WORTH_SAYING
      ? NO_PARTS
      : [{ label, text: `${seconds(part)}, ${percent(part / tpot.mean)}` }];
  return [
    ...of('Of the mean, waiting for room in the decode pool', parts.room),
    ...of('Of the mean, KV moving to where it is decoded', parts.transfer),
    ...of('Of the mean, waiting for a step', parts.wait),
    ...of('Of the mean, prompts of others in its steps', parts.stall),
  ];
}

/** `around`: what surrounds the chips, which the number does not count. */
function energyParts(report: SideReport): { within: Part[]; around: Part[] } {
  const { energy_parts_j: parts, energy_j: energy } = report.steady ?? report;
  const perToken = report.joules_per_output_token;
  if (!parts || !energy || perToken === null) return { within: NO_PARTS, around: NO_PARTS };
  const spent = Object.entries(parts)
    .filter(([, joulesSpent]) => joulesSpent > 0)
    .sort(([, p], [, q]) => q - p);
  const text = (joulesSpent: number) => joules((joulesSpent / energy) * perToken);
  return {
    within: spent
      .filter(([key]) => !AROUND_CHIPS.has(key))
      .map(([key, of]) => ({ label: energyPartName(key), text: text(of) })),
    around: spent
      .filter(([key]) => AROUND_CHIPS.has(key))
      .map(([key, of]) => ({ label: `Not in it: ${energyPartName(key).toLowerCase()}`, text: text(of) })),
  };
}

export const METRIC_CARDS: Record<MetricId, MetricCard> = {
  ttft: {
    what: 'Time to first token: from the arrival of a request to its first output token, mean over requests.',
    formula: 'front end and network + wait in the queue + wait for KV from a tier + time to read the prompt',
    notModelled:
      'start-up and compiling, failures, jitter of kernels and hosts, congestion beyond the link between pools, and how prompts and answers hold each other up on SRAM machines.',
    parts: (report) => spread(report.ttft_s),
  },
  tpot: {
    what: 'Time per output token: the gap between two tokens of one answer after the first, mean over requests.',
    formula: '(time of the last token − time of the first) ÷ (output tokens − 1)',
    notModelled:
      'jitter of kernels and hosts, failures, congestion beyond the link between pools, limits of heat and voltage, and ranks of experts that wait for each other.',
    parts: (report) => [
      ...spread(report.tpot_s),
      ...known(
        ['Half of the gaps are shorter than', report.itl_s?.p50 ?? null, seconds],
        ['One gap in a hundred is longer than', report.itl_s?.p99 ?? null, seconds],
      ),
      ...betweenTokens(report),
      ...band(report),
    ],
  },
  speed: {
    what: 'Tokens a second that one user sees while an answer streams.',
    formula: '1 ÷ mean time per output token',
    notModelled: 'what is between the server and the reader: networks of users, and how the text is shown.',
    parts: (report) =>
      known(
        ['All users together', report.output_tokens_per_s, tokensPerSecond],
        ['Per chip', report.tokens_per_s_per_chip, tokensPerSecond],
        ['Requests finished a second', report.requests_per_s, rate],
      ),
  },
  e2e: {
    what: 'End to end: from the arrival of a request to the last token of its answer, mean over requests.',
    formula: 'time to first token + time from the first token to the last',
    notModelled:
      'jitter of kernels and hosts, failures, congestion beyond the link between pools, and readers who stop an answer.',
    parts: (report) => [
      ...spread(report.e2e_s),
      ...known(['Of the mean, to the first token', report.ttft_s?.mean ?? null, seconds]),
    ],
  },
  energy: {
    what: 'Joules of chips and links, idle time included, shared over the output tokens. Nodes and cooling are listed but not in it.',
    formula: 'power of chips and links over the run ÷ output tokens',
    notModelled:
      'voltage and temperature, what memory behind the chips draws while idle, and chips that sleep when nobody asks.',
    parts: (report) => {
      const { within, around } = energyParts(report);
      return [
        ...within,
        ...known(
          ['Power, mean', report.power_w, watts],
          ['Per token, prompts too', report.joules_per_total_token, joules],
        ),
        ...around,
      ];
    },
  },
  cost: {
    what: 'Dollars for a million output tokens at this load: the chips are paid for by the hour, busy or idle. Memory behind the chips (DRAM, flash, network stores) is not priced.',
    formula: 'price of all chips per hour ÷ output tokens per hour',
    notModelled: 'staff, software, network traffic, storage, spare chips, and what a provider adds.',
    parts: (report) =>
      known(
        ['All chips, an hour', report.usd_per_hour, dollars],
        ['Output tokens', report.output_tokens_per_s, tokensPerSecond],
        [
          'Shared out: a million prompt tokens that are computed',
          report.usd_per_million?.input ?? null,
          dollars,
        ],
        ['A million that are found in memory', report.usd_per_million?.cached_input ?? null, dollars],
        ['And a million output tokens', report.usd_per_million?.output ?? null, dollars],
      ),
  },
  chips: {
    what: 'Accelerators of this side, as chosen in the scenario.',
    formula: 'sum over the pools',
    notModelled: 'spares, and hosts and switches between them.',
    parts: (report, own) => [
      ...known(
        ['All of them, an hour', report.usd_per_hour, dollars],
        ['Power of chips and links, mean', report.power_w, watts],
      ),
      ...report.pools.map((pool) => ({ label: poolName(pool.name), text: poolText(pool, own) })),
      ...report.tiers.map((tier) => ({
        label: `${tier.tier.toUpperCase()} of ${chipName(tier.chip, own)}`,
        text: `${bytes(tier.weight_bytes)} weights, ${bytes(tier.kv_bytes_mean)} KV, of ${bytes(tier.capacity_bytes)}`,
      })),
    ],
  },
};

function poolText(pool: SideReport['pools'][number], own: Custom): string {
  const chips = `${count(pool.chips)} × ${chipName(pool.chip, own)}`;
  const split = pool.instances > 1 ? ` in ${count(pool.instances)} instances` : '';
  // A pool that decodes takes one step after another; that alone says nothing of its room.
  const steps = pool.busy_share === null ? '' : `; in a step ${percent(pool.busy_share)} of the run`;
  // A prompt is in no batch of answers.
  const batch =
    pool.batch_mean === null || pool.batch_mean === 0
      ? ''
      : `, ${significant(pool.batch_mean, 2)} requests in each`;
  return `${chips}${split}${steps}${steps === '' ? '' : batch}`;
}

import type { SideReport, Waterfall } from '../../engine/result';
import { writesAnswers } from '../flow/pool-blocks';

/** Where a request's time went, in the order in which it went there; stalls fall between decode steps. */
export const WATERFALL_PARTS = [
  { key: 'route', name: 'front end', long: 'Front end and network' },
  { key: 'queue', name: 'queue', long: 'Queue' },
  { key: 'fetch', name: 'KV fetch', long: 'Waiting for KV from a tier' },
  { key: 'prefill', name: 'prefill', long: 'Prefill' },
  { key: 'room', name: 'wait for room', long: 'Wait for room to decode' },
  { key: 'transfer', name: 'hand-off', long: 'KV hand-off' },
  { key: 'wait', name: 'wait for a step', long: 'Wait for a step' },
  { key: 'decode', name: 'decode', long: 'Decode' },
  { key: 'stall', name: 'stall', long: 'Stalled by other prompts' },
] as const;

type PartKey = (typeof WATERFALL_PARTS)[number]['key'];

export interface WaterfallPart {
  key: PartKey;
  name: string;
  /** From the arrival. */
  start: number;
  seconds: number;
}

export interface WaterfallRow {
  of: 'mean' | 'p50' | 'p90' | 'p99';
  /** Null for the mean, which is no request. */
  request: number | null;
  seconds: number;
  parts: WaterfallPart[];
}

export interface WaterfallBlock {
  side: 'A' | 'B';
  name: string;
  /** Memory tier that decoding reads from. */
  tier: string;
  rows: WaterfallRow[];
  /** End of its longest row. */
  seconds: number;
}

const PERCENTILES = ['p50', 'p90', 'p99'] as const;

/** Null while a side has no simulated answer. */
export function waterfallBlock(
  side: 'A' | 'B',
  name: string,
  report: SideReport | null | undefined,
): WaterfallBlock | null {
  const found = report?.waterfall;
  if (!report || !found) return null;
  const mean = report.e2e_parts_s;
  const rows = [
    ...(mean && report.e2e_s ? [rowOf('mean', { ...mean, request: null, e2e_s: report.e2e_s.mean })] : []),
    ...PERCENTILES.map((percentile) => rowOf(percentile, found[percentile])),
  ];
  return {
    side,
    name,
    tier: report.tiers[report.pools.findLastIndex(writesAnswers)]?.tier ?? 'network',
    rows,
    seconds: Math.max(...rows.map((row) => row.seconds)),
  };
}

type Times = Omit<Waterfall, 'request'> & { request: number | null };

function rowOf(of: WaterfallRow['of'], w: Times): WaterfallRow {
  let start = 0;
  const parts = WATERFALL_PARTS.map(({ key, name }) => {
    // Differences of times may come out a hair below zero.
    const part = { key, name, start, seconds: Math.max(0, w[`${key}_s`]) };
    start += part.seconds;
    return part;
  });
  return { of, request: w.request, seconds: w.e2e_s, parts };
}

/** Beyond this the shorter side's parts are too thin to be told apart on the longer side's scale. */
const DWARFED = 4;

/** How much larger a side may be drawn a second time; 1 where the shared scale shows it well enough. */
export function enlargement(block: WaterfallBlock, longest: number): number {
  const times = longest / block.seconds;
  return times > DWARFED ? times : 1;
}

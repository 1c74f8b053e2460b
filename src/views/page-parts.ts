import type { Look } from '../scenario/presets';
import type { ViewId } from '../scenario/scenario';

export type ChartId = 'latency' | 'energy' | 'cost' | 'frontier' | 'waterfall' | 'timeline';

/** What of the page a link asks for. */
export interface PageParts {
  scenario: boolean;
  answer: boolean;
  flow: boolean;
  charts: readonly ChartId[];
}

const NOTHING: PageParts = { scenario: false, answer: false, flow: false, charts: [] };

const ALL_CHARTS: readonly ChartId[] = ['latency', 'energy', 'cost', 'frontier', 'waterfall', 'timeline'];

/** One list each, so that what is drawn from it stays what it is. */
const ONE_CHART = {
  latency: ['latency'],
  energy: ['energy'],
  cost: ['cost'],
  frontier: ['frontier'],
  timeline: ['timeline'],
  waterfall: ['waterfall'],
} as const satisfies Record<ChartId, readonly ChartId[]>;

/** A slide that asks for no part: the answer, and beside it the chart that a step of a story is about, else the flow. */
export function slideParts(look: Look | null): PageParts {
  const charts = look !== null && look in ONE_CHART ? ONE_CHART[look as ChartId] : NOTHING.charts;
  return { ...NOTHING, answer: true, flow: charts.length === 0, charts };
}

export function pageParts(view: ViewId): PageParts {
  switch (view) {
    case 'full':
      return { ...NOTHING, scenario: true, answer: true, flow: true, charts: ALL_CHARTS };
    case 'race':
      return { ...NOTHING, answer: true, flow: true };
    case 'flow':
      return { ...NOTHING, flow: true };
    case 'latency':
    case 'energy':
    case 'cost':
    case 'frontier':
    case 'timeline':
      return { ...NOTHING, charts: ONE_CHART[view] };
  }
}

import type { ViewId } from '../scenario/scenario';

export type ChartId = 'latency' | 'energy' | 'cost' | 'frontier' | 'waterfall';

/** What of the page a link asks for. */
export interface PageParts {
  scenario: boolean;
  answer: boolean;
  flow: boolean;
  charts: readonly ChartId[];
  /** Said in the place of a part that this version does not have. */
  missing: string | null;
}

const NOTHING: PageParts = { scenario: false, answer: false, flow: false, charts: [], missing: null };

const ALL_CHARTS: readonly ChartId[] = ['latency', 'energy', 'cost', 'frontier', 'waterfall'];

/** One list each, so that what is drawn from it stays what it is. */
const ONE_CHART = {
  latency: ['latency'],
  energy: ['energy'],
  cost: ['cost'],
  frontier: ['frontier'],
} as const satisfies Partial<Record<ViewId, readonly ChartId[]>>;

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
      return { ...NOTHING, charts: ONE_CHART[view] };
    case 'timeline':
      return {
        ...NOTHING,
        answer: true,
        missing: 'This version has no timeline yet; the answer is here.',
      };
  }
}

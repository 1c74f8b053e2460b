import type { ViewId } from '../scenario/scenario';

/** What of the page a link asks for. */
export interface PageParts {
  scenario: boolean;
  answer: boolean;
  flow: boolean;
  latency: boolean;
  energy: boolean;
  /** Said in the place of a part that this version does not have. */
  missing: string | null;
}

const NOTHING: PageParts = {
  scenario: false,
  answer: false,
  flow: false,
  latency: false,
  energy: false,
  missing: null,
};

export function pageParts(view: ViewId): PageParts {
  switch (view) {
    case 'full':
      return { ...NOTHING, scenario: true, answer: true, flow: true, latency: true, energy: true };
    case 'race':
      return { ...NOTHING, answer: true, flow: true };
    case 'flow':
      return { ...NOTHING, flow: true };
    case 'latency':
      return { ...NOTHING, latency: true };
    case 'energy':
      return { ...NOTHING, energy: true };
    case 'cost':
    case 'frontier':
    case 'timeline':
      return {
        ...NOTHING,
        answer: true,
        missing: `This version has no ${view} chart yet; the answer is here.`,
      };
  }
}

import { LOOKS, type ChartLook, type FoldLook } from '../../scenario/presets';
import type { Stores } from '../use-stores';

/** Longer than any part takes to come; then nothing is shown rather than the page moved under a reader. */
const MOST_FRAMES = 120;

/** Brings a chart or a fold of the Answer into view, opened and focused, wherever on the page it was. */
export function lookAt(
  look: ChartLook | FoldLook,
  { scenario, view }: Pick<Stores, 'scenario' | 'view'>,
): void {
  const fold = isFold(look);
  const { scenario: asked, set } = scenario.getState();
  if (asked.view !== 'full') set({ view: 'full' });
  if (fold) {
    const { openPanels, set: open } = view.getState();
    // The fold, and on a phone the one around it.
    open({ openPanels: new Set([...openPanels, 'tiles', `answer-${look}`]) });
  } else if (look !== 'latency' && look !== 'energy') {
    set({ charts: { ...asked.charts, tab: look } });
  }
  const find = fold ? `#answer-${look}` : `figure[aria-label='${chartName(look)}']`;
  let frames = 0;
  const show = () => {
    const part = document.querySelector<HTMLElement>(find);
    if (part) reveal(fold ? part.querySelector('summary')! : part, part);
    else if (++frames < MOST_FRAMES) requestAnimationFrame(show);
  };
  requestAnimationFrame(show);
}

/** What a chart is called, on it and on what goes to it. */
export function chartName(look: ChartLook): string {
  return `${look.slice(0, 1).toUpperCase()}${look.slice(1)}`;
}

function isFold(look: ChartLook | FoldLook): look is FoldLook {
  return (LOOKS.folds as readonly string[]).includes(look);
}

function reveal(focus: HTMLElement, part: HTMLElement): void {
  if (focus === part) part.tabIndex = -1;
  part.scrollIntoView({ block: 'start' });
  focus.focus({ preventScroll: true });
}

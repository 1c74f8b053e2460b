import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { redraw } from '../../share/export/redraw';
import type { DetailPart } from '../answer/details';
import { useStores } from '../use-stores';

const PARTS: readonly DetailPart[] = ['promises', 'memory', 'difference', 'waits', 'sure'];
const FOLDS = ['tiles', ...PARTS.map((part) => `answer-${part}`)];

/** Pixels of a canvas to one of the page: a sheet is finer than a screen. */
const PAPER_DENSITY = 3;

/** Paper is white, a fold cannot be opened on it, and it is fine: so the page is while it is printed. Returns whether it is. */
export function useOpenOnPaper(): boolean {
  const [printed, setPrinted] = useState(false);
  const { view } = useStores();
  useEffect(() => {
    let { openPanels, theme } = view.getState();
    const open = () => {
      ({ openPanels, theme } = view.getState());
      flushSync(() => {
        setPrinted(true);
        view.setState({ openPanels: new Set([...openPanels, ...FOLDS]), theme: 'light' });
      });
      redrawCanvases(PAPER_DENSITY);
    };
    const restore = () => {
      setPrinted(false);
      view.setState({ openPanels, theme });
      redrawCanvases(null);
    };
    window.addEventListener('beforeprint', open);
    window.addEventListener('afterprint', restore);
    return () => {
      window.removeEventListener('beforeprint', open);
      window.removeEventListener('afterprint', restore);
    };
  }, [view]);
  return printed;
}

/** The same for a page without a head. */
export function OpenOnPaper(): null {
  useOpenOnPaper();
  return null;
}

function redrawCanvases(density: number | null): void {
  document
    .querySelectorAll<HTMLCanvasElement>(':is(.flow-stage, .timeline-stage) canvas')
    .forEach((canvas) => {
      redraw(canvas, density);
    });
}

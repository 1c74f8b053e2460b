import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import type { DetailPart } from '../answer/details';
import { useStores } from '../use-stores';

const PARTS: readonly DetailPart[] = ['promises', 'memory', 'difference', 'waits', 'sure'];
const FOLDS = ['tiles', ...PARTS.map((part) => `answer-${part}`)];

/** A fold cannot be opened on paper: they are open while the page is printed. */
export function useOpenOnPaper(): void {
  const { view } = useStores();
  useEffect(() => {
    let before = view.getState().openPanels;
    const open = () => {
      before = view.getState().openPanels;
      const openPanels = new Set([...before, ...FOLDS]);
      flushSync(() => view.setState({ openPanels }));
    };
    const restore = () => view.setState({ openPanels: before });
    window.addEventListener('beforeprint', open);
    window.addEventListener('afterprint', restore);
    return () => {
      window.removeEventListener('beforeprint', open);
      window.removeEventListener('afterprint', restore);
    };
  }, [view]);
}

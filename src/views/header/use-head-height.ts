import { useEffect, useRef, type RefObject } from 'react';

/**
 * Tells the style sheet how high the header is, as `--head`: on a desk it stays in sight, and what else does so stands
 * below it. Where there is no header there is none.
 */
export function useHeadHeight(): RefObject<HTMLElement | null> {
  const head = useRef<HTMLElement>(null);
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(([entry]) => {
      style.setProperty('--head', `${String(entry!.borderBoxSize[0]!.blockSize)}px`);
    });
    if (head.current) observer.observe(head.current);
    return () => {
      observer.disconnect();
      style.removeProperty('--head');
    };
  }, []);
  return head;
}

import { useLayoutEffect, useState, type RefObject } from 'react';
import { textScale } from '../../text-scale';

interface StageSize {
  /** Pixels of the page. */
  width: number;
  /** What the style sheet allows; Infinity where it does not care. */
  mostHeight: number;
  /** How large text is beside the usual. */
  unit: number;
}

/** Size of an element, followed. */
export function useStageSize(ref: RefObject<HTMLElement | null>): StageSize {
  const [size, setSize] = useState<StageSize>({ width: 0, mostHeight: Infinity, unit: 1 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const width = Math.floor(element.clientWidth);
      const most = parseFloat(getComputedStyle(element).maxHeight);
      const mostHeight = Number.isNaN(most) ? Infinity : most;
      const unit = Math.max(1, textScale());
      setSize((old) =>
        old.width === width && old.mostHeight === mostHeight && old.unit === unit
          ? old
          : { width, mostHeight, unit },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // What the sheet allows may depend on the window.
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [ref]);
  return size;
}

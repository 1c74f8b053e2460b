import { useLayoutEffect, useState, type RefObject } from 'react';
import { textScale } from '../text-scale';

/**
 * Width of an element in chart units, followed. A unit is a pixel at the usual text size and grows with the page's
 * text, so that a chart on a 4K screen or for a reader with large text keeps its proportions.
 */
export function useWidth(ref: RefObject<HTMLElement | null>, initial: number): number {
  const [width, setWidth] = useState(initial);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      setWidth(Math.round(element.clientWidth / textScale()));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

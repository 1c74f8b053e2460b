import { useLayoutEffect, useState, type RefObject } from 'react';

/** Width of an element in pixels of the page, and how large text is beside the usual 16 of them. */
export function useStageSize(ref: RefObject<HTMLElement | null>): { width: number; unit: number } {
  const [size, setSize] = useState({ width: 0, unit: 1 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const width = Math.floor(element.clientWidth);
      const unit = Math.max(1, parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
      setSize((old) => (old.width === width && old.unit === unit ? old : { width, unit }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

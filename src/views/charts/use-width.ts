import { useLayoutEffect, useState, type RefObject } from 'react';
import { textScale } from '../text-scale';

/** Where a picture has to fit in. */
export interface Room {
  width: number;
  /** What is left for it, where the style sheet says `--fills: 1`: on slides, alone on a desk. Null where it is as high as it likes. */
  height: number | null;
}

/**
 * Room of an element in chart units, followed. A unit is a pixel at the usual text size and grows with the page's
 * text, so that a chart on a 4K screen or for a reader with large text keeps its proportions.
 */
export function useRoom(ref: RefObject<HTMLElement | null>, initial: number): Room {
  const [room, setRoom] = useState<Room>({ width: initial, height: null });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const inUnits = (pixels: number) => Math.round(pixels / textScale());
      const width = inUnits(element.clientWidth);
      const fills = getComputedStyle(element).getPropertyValue('--fills') === '1';
      const height = fills ? inUnits(element.clientHeight) : null;
      setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return room;
}

export const useWidth = (ref: RefObject<HTMLElement | null>, initial: number): number =>
  useRoom(ref, initial).width;

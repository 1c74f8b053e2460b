import { useEffect, useRef, type RefObject } from 'react';
import { useInspection } from '../use-stores';

/** What was selected elsewhere comes into sight, once there is something to see. */
export function useReveal(content: RefObject<HTMLElement | null>, ready: boolean): void {
  const reveals = useInspection((state) => state.reveals);
  const revealed = useRef(0);
  useEffect(() => {
    const region = content.current?.closest('section.inspector');
    if (!ready || !region || revealed.current === reveals) return;
    revealed.current = reveals;
    bringIntoSight(region);
  }, [ready, reveals, content]);
}

/** Beside the race the column scrolls and the page stays; below it the page scrolls. */
function bringIntoSight(region: Element): void {
  const column = region.closest('.answer-column');
  if (column && column.scrollHeight > column.clientHeight) {
    column.scrollTop += region.getBoundingClientRect().top - column.getBoundingClientRect().top;
  } else {
    region.scrollIntoView({ block: 'start' });
  }
}

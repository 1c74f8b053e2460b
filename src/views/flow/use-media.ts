import { WIDE } from '../media';
import { useEffect, useState, useSyncExternalStore, type RefObject } from 'react';

/** Whether a media query holds, and again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
    // Without a window: the page of a desk.
    () => query === WIDE,
  );
}

/** Whether any part of an element is on screen; `supposed` until the browser has looked. */
export function useOnScreen(element: RefObject<Element | null>, supposed = true): boolean {
  const [onScreen, setOnScreen] = useState(supposed);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => {
      setOnScreen(entries[entries.length - 1]?.isIntersecting ?? true);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return onScreen;
}

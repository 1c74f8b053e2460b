import { useSyncExternalStore } from 'react';
import { WIDE } from '../media';

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

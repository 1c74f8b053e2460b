import { useSyncExternalStore } from 'react';
import { WIDE } from '../media';

interface Watched {
  subscribe: (changed: () => void) => () => void;
  holds: () => boolean;
}

/** A query once read is kept: a view asks it in every render, and a list of media is slow to make. */
const watched = new Map<string, Watched>();

function watch(query: string): Watched {
  let known = watched.get(query);
  if (known) return known;
  const media = window.matchMedia(query);
  known = {
    subscribe(changed) {
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    holds: () => media.matches,
  };
  watched.set(query, known);
  return known;
}

const nothing = () => () => undefined;

/** Whether a media query holds, and again when that changes. */
export function useMedia(query: string): boolean {
  const media = typeof window === 'undefined' ? null : watch(query);
  return useSyncExternalStore(
    media?.subscribe ?? nothing,
    media?.holds ?? (() => false),
    // Without a window: the page of a desk.
    () => query === WIDE,
  );
}

import { useEffect, useState, type RefObject } from 'react';

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

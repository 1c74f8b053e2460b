import { useEffect, useRef, type RefObject } from 'react';
import type { Point } from './geometry';
import type { CameraControl } from './use-camera';

/** A pointer that moved less than this was still. */
const STILL = 5;
/** Zoom of one notch of a wheel. */
const WHEEL = 0.0025;

/**
 * Zooms by ctrl and wheel, and by two fingers; drags what is zoomed in. The page scrolls as ever: by the wheel alone,
 * and by one finger up and down. Returns whether the pointer was dragged since it went down.
 */
export function useGestures(
  element: RefObject<HTMLElement | null>,
  { zoomBy, panBy, camera }: Pick<CameraControl, 'zoomBy' | 'panBy' | 'camera'>,
): () => boolean {
  const dragged = useRef(false);
  const zoomed = useRef(false);
  useEffect(() => {
    zoomed.current = camera.zoom > 1;
  }, [camera.zoom]);

  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const pointers = new Map<number, Point>();
    let start: Point = { x: 0, y: 0 };
    const placeOf = (event: { clientX: number; clientY: number }): Point => {
      const area = target.getBoundingClientRect();
      return { x: event.clientX - area.left, y: event.clientY - area.top };
    };
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
      zoomBy(2 ** (-Math.max(-200, Math.min(200, pixels)) * WHEEL * 2), placeOf(event));
    };
    const down = (event: PointerEvent) => {
      if (pointers.size === 0) {
        start = placeOf(event);
        dragged.current = false;
      }
      pointers.set(event.pointerId, placeOf(event));
    };
    const move = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = placeOf(event);
      if (Math.hypot(now.x - start.x, now.y - start.y) > STILL) dragged.current = true;
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      pointers.set(event.pointerId, now);
      if (other) {
        const spread = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
        const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
        zoomBy(spread(now) / spread(before), middle);
        panBy((before.x - now.x) / 2, (before.y - now.y) / 2);
      } else if (zoomed.current && dragged.current) panBy(before.x - now.x, before.y - now.y);
    };
    const up = (event: PointerEvent) => pointers.delete(event.pointerId);
    /** Two fingers are ours; one is the page's. */
    const touch = (event: TouchEvent) => {
      if (event.touches.length > 1) event.preventDefault();
    };
    target.addEventListener('wheel', wheel, { passive: false });
    target.addEventListener('touchmove', touch, { passive: false });
    target.addEventListener('pointerdown', down);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', up);
    return () => {
      target.removeEventListener('wheel', wheel);
      target.removeEventListener('touchmove', touch);
      target.removeEventListener('pointerdown', down);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', up);
    };
  }, [element, zoomBy, panBy]);
  return () => dragged.current;
}

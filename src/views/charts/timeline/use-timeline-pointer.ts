import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';
import { timeAt, type TimelineLayout } from './timeline-layout';
import type { Hit } from './timeline-hit';
import { panned, zoomed, type TimeWindow } from './time-window';

interface Parts {
  layout: TimelineLayout;
  window: TimeWindow;
  duration: number;
  /** Where the pointer is; null when it has left. */
  onPoint: (x: number | null) => void;
  hitOf: (x: number, y: number) => Hit;
  onHover: (hit: Hit | null) => void;
  onClick: (hit: Hit) => void;
  onSpan: (span: TimeWindow | null) => void;
  onWindow: (window: TimeWindow) => void;
  onReset: () => void;
}

/** Moving less than this is a click. */
const SLACK = 5;

/** Pointer and wheel on the timeline. A plain wheel belongs to the page; with Ctrl or ⌘ it zooms, sideways it pans. */
export function useTimelinePointer(stage: RefObject<HTMLElement | null>, parts: Parts) {
  const newest = useRef(parts);
  useEffect(() => {
    newest.current = parts;
  });
  const pressed = useRef<{ id: number; x: number; from: number; dragging: boolean } | null>(null);

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const { layout, window, duration, onWindow } = newest.current;
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        const x = event.clientX - element.getBoundingClientRect().left;
        onWindow(zoomed(window, Math.exp(event.deltaY * 0.002), timeAt(layout, window, x), duration));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        onWindow(panned(window, sideways / (layout.right - layout.left), duration));
      } else return;
      event.preventDefault();
    };
    // React's own wheel listeners may not keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [stage]);

  const place = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top] as const;
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      const [x, y] = place(event);
      pressed.current = { id: event.pointerId, x, from: parts.hitOf(x, y).time, dragging: false };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const [x, y] = place(event);
      const hit = parts.hitOf(x, y);
      parts.onPoint(x);
      parts.onHover(hit);
      const press = pressed.current;
      if (press?.id !== event.pointerId) return;
      if (!press.dragging && Math.abs(x - press.x) > SLACK) {
        press.dragging = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }
      if (press.dragging)
        parts.onSpan({ from: Math.min(press.from, hit.time), to: Math.max(press.from, hit.time) });
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const press = pressed.current;
      pressed.current = null;
      if (press?.id === event.pointerId && !press.dragging) parts.onClick(parts.hitOf(...place(event)));
    },
    onPointerCancel() {
      pressed.current = null;
      parts.onPoint(null);
      parts.onHover(null);
    },
    onPointerLeave() {
      if (pressed.current?.dragging) return;
      pressed.current = null;
      parts.onPoint(null);
      parts.onHover(null);
    },
    onDoubleClick() {
      parts.onSpan(null);
      parts.onReset();
    },
  };
}

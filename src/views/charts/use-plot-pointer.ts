import { useRef, type PointerEvent } from 'react';
import type { Plot } from './plot';

/** A finger that moves less than this is tapping or scrolling, not dragging. */
const FINGER_SLACK = 8;

/**
 * Pointer on a chart. Hovering moves the cursor; pressing and dragging moves the scenario, so that the chart is
 * the slider. Fingers first have to move sideways, because they also scroll the page.
 */
export function usePlotPointer(
  plot: Plot | null,
  onCursor: (x: number | null) => void,
  onPick: (x: number) => void,
) {
  const pressed = useRef<{ id: number; x: number; dragging: boolean } | null>(null);

  const valueAt = (event: PointerEvent<SVGSVGElement>): number | null => {
    if (!plot) return null;
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) * plot.width) / box.width;
    return plot.x.invert(Math.min(plot.right, Math.max(plot.left, x)));
  };

  return {
    onPointerDown(event: PointerEvent<SVGSVGElement>) {
      const value = valueAt(event);
      if (value === null || event.button !== 0) return;
      const finger = event.pointerType === 'touch';
      event.currentTarget.setPointerCapture(event.pointerId);
      pressed.current = { id: event.pointerId, x: event.clientX, dragging: !finger };
      onCursor(value);
      if (!finger) onPick(value);
    },
    onPointerMove(event: PointerEvent<SVGSVGElement>) {
      const value = valueAt(event);
      if (value === null) return;
      onCursor(value);
      const press = pressed.current;
      if (press?.id !== event.pointerId) return;
      press.dragging ||= Math.abs(event.clientX - press.x) > FINGER_SLACK;
      if (press.dragging) onPick(value);
    },
    onPointerUp() {
      pressed.current = null;
    },
    onPointerCancel() {
      pressed.current = null;
      onCursor(null);
    },
    onPointerLeave() {
      if (!pressed.current) onCursor(null);
    },
  };
}

import type { KeyboardEvent } from 'react';
import { sameRequest } from '../../same-request';
import type { Marked } from './draw-timeline';
import { requestsIn } from './request-spans';
import { inside, panned, zoomed, type TimeWindow } from './time-window';
import type { TimelineSide } from './timeline-layout';

interface Context {
  sides: readonly TimelineSide[];
  window: TimeWindow;
  duration: number;
  span: TimeWindow | null;
  marked: Marked | null;
  /** The playhead. */
  now: number;
  show: (window: TimeWindow) => void;
  showAll: () => void;
  reset: () => void;
  setSpan: (span: TimeWindow | null) => void;
  open: (side: 'a' | 'b', request: number, time: number, reveal: boolean) => void;
  help: () => void;
}

const PAN = 0.2;
const ZOOM = 1.5;
/** Part of the picture by which a key makes the selected span longer. */
const SPAN_STEP = 0.05;

/** What a key does on the timeline; null where it does nothing and belongs to the page. */
export function keyAction(event: KeyboardEvent, context: Context): (() => void) | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const { window, duration, span, now, show } = context;
  const length = window.to - window.from;
  const visible = now >= window.from && now <= window.to;
  const around = visible ? now : (window.from + window.to) / 2;
  switch (event.key) {
    case 'w':
    case 'W':
    case '+':
    case '=':
      return () => show(zoomed(window, 1 / ZOOM, around, duration));
    case 's':
    case 'S':
    case '-':
      return () => show(zoomed(window, ZOOM, around, duration));
    case 'a':
    case 'A':
      return () => show(panned(window, -PAN, duration));
    case 'd':
    case 'D':
      return () => show(panned(window, PAN, duration));
    case 'ArrowLeft':
    case 'ArrowRight': {
      const way = event.key === 'ArrowLeft' ? -1 : 1;
      if (!event.shiftKey) return () => show(panned(window, way * PAN, duration));
      return () =>
        context.setSpan(longer(span ?? { from: around, to: around }, way * length * SPAN_STEP, duration));
    }
    case 'f':
    case 'F':
      return context.showAll;
    case 'ArrowUp':
      return () => step(context, -1);
    case 'ArrowDown':
      return () => step(context, 1);
    case 'x':
    case 'X':
      return () => otherSide(context);
    case 'Home':
      return () => show(inside({ from: 0, to: length }, duration));
    case 'End':
      return () => show(inside({ from: duration - length, to: duration }, duration));
    case 'Enter':
      return span && span.to > span.from
        ? () => {
            show(span);
            context.setSpan(null);
          }
        : null;
    case 'Escape':
      return span ? () => context.setSpan(null) : context.reset;
    case '?':
      return context.help;
    default:
      return null;
  }
}

/** The end on that side moves outward. */
function longer({ from, to }: TimeWindow, by: number, duration: number): TimeWindow {
  return by < 0 ? { from: Math.max(0, from + by), to } : { from, to: Math.min(duration, to + by) };
}

/** Opens the neighbour of the request that is looked into; the first in sight when there is none. */
function step({ sides, window, marked, open }: Context, by: 1 | -1): void {
  const at = sides.find(({ side }) => side === (marked?.side ?? 'a'));
  if (!at?.snapshot) return;
  const { requests } = at.snapshot;
  const request = marked ? marked.request + by : requestsIn(at.snapshot, window)[0];
  if (request === undefined || request < 0 || request >= requests.count) return;
  open(at.side, request, requests.arrival[request]!, false);
}

function otherSide({ sides, marked, open }: Context): void {
  const here = sides.find(({ side }) => side === marked?.side)?.snapshot;
  const there = sides.find(({ side }) => marked !== null && side !== marked.side);
  if (!marked || !here || !there?.snapshot) return;
  const request = sameRequest(here, there.snapshot, marked.request);
  if (request !== null) open(there.side, request, there.snapshot.requests.arrival[request]!, false);
}

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Snapshot } from '../../engine/result';
import { onRedraw } from '../../share/export/redraw';
import type { ViewState } from '../../store/view-store';
import type { Clock } from '../clock';
import { frameLoop } from '../frame-loop';
import type { Theme } from '../palette';
import { textScale } from '../text-scale';
import { drawFlow, whyNot, type FlowSide } from './draw';
import type { Selected } from './draw-selected';
import { askedFacts } from './asked-facts';
import { factsOf, type Facts } from './facts';
import { PinnedTip, samePin, type Pin } from './pinned-tip';
import { hitTest, type Thing } from './hit-test';
import { FlowTip } from './flow-tip';
import { contains } from './geometry';
import { flowHeights, type FlowLayout, type FlowSides } from './layout';
import { emptyParticles, SHAPE } from './particles';
import type { Spotlight } from './spotlight';
import { moveTokens, type Motion } from './token-motion';
import type { CameraControl } from './use-camera';
import { useGestures } from './use-gestures';
import { usePace } from './use-pace';

export interface FlowCanvasProps {
  view: CameraControl;
  /** What stands in the picture, by side. */
  clusters: FlowSides;
  sides: readonly FlowSide[];
  /** Of the sides, null where one has no run. */
  snapshots: readonly (Snapshot | null)[];
  /** The answers that are written out, by side. */
  spotlights: readonly Spotlight[];
  clock: Clock;
  viewStore: StoreApi<ViewState>;
  theme: Theme;
  still: boolean;
  /** False while scrolled out of view: then nothing is painted when time changes. */
  onScreen: boolean;
  /** A request was clicked, or a token of its answer. */
  onSelect: ((side: 'a' | 'b', request: number, token: number | null) => void) | undefined;
  /** The request that is marked. */
  selected: Selected | null;
  /** What the last step came to, in words; empty while time runs. */
  message: string;
}

/** More than three device pixels to one of the page cannot be seen and cost as much again. */
const DENSEST = 3;

/** Mounts the canvas, listens, and asks for frames. What is drawn is decided in `draw.ts` and below. */
export function FlowCanvas({
  view,
  clusters,
  sides,
  snapshots,
  spotlights,
  clock,
  viewStore,
  theme,
  still,
  onScreen,
  onSelect,
  selected,
  message,
}: FlowCanvasProps) {
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { layout, camera, size, resize } = view;
  const [tip, setTip] = useState<{ facts: Facts; x: number; y: number } | null>(null);
  const [pin, setPin] = useState<Pin | null>(null);
  const unpin = useCallback(() => setPin(null), []);
  const shown = useRef<{ layout: FlowLayout; motion: Motion } | null>(null);
  /** Replaced with every run, size and theme; a frame that was asked for before paints the newest. */
  const paint = useRef<(() => void) | null>(null);
  const paintNewest = useCallback(() => paint.current?.(), []);
  const particles = useMemo(() => emptyParticles(), []);

  usePace(snapshots, spotlights, clock, viewStore);

  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    const measure = () => {
      resize({ width: element.clientWidth, height: element.clientHeight, text: textScale() });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [resize]);
  const wasDragged = useGestures(canvas, view);

  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext('2d', { alpha: false });
    if (!element || !ctx || !layout) return;
    const paintAt = (density: number) => {
      const pixelWidth = Math.round(layout.width * density);
      const pixelHeight = Math.round(layout.height * density);
      if (element.width !== pixelWidth || element.height !== pixelHeight) {
        element.width = pixelWidth;
        element.height = pixelHeight;
      }
      const speed = viewStore.getState().clusterSecondsPerSecond;
      const motion = moveTokens(
        snapshots,
        spotlights,
        clock.now(),
        { speed, still, pinned: selected },
        particles,
      );
      ctx.setTransform(density, 0, 0, density, 0, 0);
      drawFlow(ctx, sides, layout, motion, theme, selected, camera, message);
      shown.current = { layout, motion };
    };
    const own = Math.min(DENSEST, window.devicePixelRatio || 1);
    paint.current = () => paintAt(own);
    const leaves = [onRedraw(element, (density) => paintAt(density ?? own))];
    if (onScreen) {
      const repaint = () => frameLoop().once(paintNewest);
      repaint();
      leaves.push(clock.subscribe(repaint), viewStore.subscribe(repaint));
    }
    return () => leaves.forEach((leave) => leave());
  }, [
    layout,
    camera,
    spotlights,
    sides,
    snapshots,
    theme,
    selected,
    message,
    still,
    onScreen,
    clock,
    viewStore,
    particles,
    paintNewest,
  ]);

  const thingAt = (event: React.PointerEvent): Thing | null => {
    const area = canvas.current?.getBoundingClientRect();
    if (!area || !shown.current) return null;
    const { layout: current, motion } = shown.current;
    const [x, y] = [event.clientX - area.left, event.clientY - area.top];
    if (contains(current.legend, x, y)) return null;
    return hitTest(current, motion, snapshots, x + camera.x, y + camera.y);
  };
  const point = (event: React.PointerEvent) => {
    const thing = thingAt(event);
    const area = canvas.current?.getBoundingClientRect();
    const motion = shown.current?.motion;
    event.currentTarget.classList.toggle('over-thing', thing !== null);
    const facts =
      thing && motion && !pin ? (askedFacts(thing, sides) ?? factsOf(thing, snapshots, motion)) : null;
    setTip(facts && area ? { facts, x: event.clientX - area.left, y: event.clientY - area.top } : null);
  };
  /** A request is looked into; what is said of any other thing stays, until it is clicked again. */
  const choose = (event: React.PointerEvent) => {
    if (wasDragged()) return;
    const thing = thingAt(event);
    const area = canvas.current?.getBoundingClientRect();
    const isRequest = thing !== null && 'request' in thing;
    if (isRequest) onSelect?.(thing.side === 0 ? 'a' : 'b', thing.request, tokenOf(thing));
    if (!thing || isRequest || !area || (pin && samePin(pin.thing, thing))) {
      unpin();
      return;
    }
    const { x, y, zoom } = camera;
    setPin({ thing, x: event.clientX - area.left + x, y: event.clientY - area.top + y, zoom });
    setTip(null);
  };

  const heights = flowHeights(size.width || 800, clusters);
  return (
    <div
      ref={stage}
      className="flow-stage"
      style={{ flexBasis: heights.preferred, minHeight: heights.least }}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={describe(sides)}
        className={camera.zoom > 1 ? 'zoomed' : undefined}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setTip(null)}
        onPointerUp={choose}
      />
      <p className="visually-hidden" aria-live="polite">
        {message}
      </p>
      {tip && <FlowTip {...tip} {...size} />}
      {pin?.zoom === camera.zoom && (
        <PinnedTip
          {...{ sides, clock, ...size }}
          thing={pin.thing}
          x={pin.x - camera.x}
          y={pin.y - camera.y}
          onClose={unpin}
        />
      )}
    </div>
  );
}

/** What the picture is, for those who hear it; the table below it has the state of the moment. */
function describe(sides: readonly FlowSide[]): string {
  const parts = sides.map((side, i) => {
    const pools = side.snapshot?.pools.map((pool) => `${pool.chips} × ${pool.chipName}, ${pool.role}`);
    const words = pools?.join(', then ') ?? whyNot(side) ?? 'no run';
    return `${'AB'[i] ?? ''}, ${side.label}: ${words.replace(/\.$/, '')}.`;
  });
  return `Requests move from arrival to finished answer. ${parts.join(' ')}`;
}

/** The token of an answer that a thing is, from 0; null for anything else, a prompt's tokens too. */
function tokenOf(thing: Thing): number | null {
  const isAnswer = thing.kind === 'token' && thing.shape === SHAPE.dot;
  return isAnswer ? thing.token : null;
}

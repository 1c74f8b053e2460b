import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { ViewState } from '../../store/view-store';
import type { Clock } from '../clock';
import { frameLoop } from '../frame-loop';
import type { Theme } from '../palette';
import { whyNot, type FlowSide } from './draw';
import type { Selected } from './draw-selected';
import { FlowCanvas } from './flow-canvas';
import { FlowTable } from './flow-table';
import './flow.css';
import { milestoneText, nextMilestone } from './milestones';
import type { FlowSides } from './layout';
import type { LaneParts } from './place-lane';
import { PlaybackBar } from './playback-bar';
import { useCamera, type CameraControl } from './use-camera';
import { ZOOM_STEP, ZoomButtons } from './zoom-buttons';
import { indexOf } from './side-index';
import { planRows } from './spotlight';
import { useMedia } from './use-media';
import { useOnScreen } from './use-on-screen';

export interface FlowFigureProps {
  a: FlowSide;
  /** Null shows A alone. */
  b: FlowSide | null;
  clock: Clock;
  viewStore: StoreApi<ViewState>;
  theme: Theme;
  onSelect?: (side: 'a' | 'b', request: number, token: number | null) => void;
  selected?: Selected | null;
}

/** Milliseconds between two steps when motion is not wanted: long enough to read what happened. */
const STEP_MILLISECONDS = 1500;

/** The race: the animated cluster, its controls, and the same as a table. */
export function FlowFigure({ a, b, clock, viewStore, theme, onSelect, selected = null }: FlowFigureProps) {
  const figure = useRef<HTMLElement>(null);
  const tableId = useId();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const onScreen = useOnScreen(figure);
  const playing = useStore(viewStore, (state) => state.playing);
  /** What the last step came to, in words, and when: empty at any other time. */
  const [event, setEvent] = useState('');
  const toldOf = useRef<number | null>(null);
  const [tableOpen, setTableOpen] = useState(false);
  const sides = useStableSides(a, b);
  const clusters = useStanding(sides);
  const camera = useCamera(clusters);
  const snapshots = useMemo(() => sides.map((side) => side.snapshot), [sides]);
  const rows = camera.layout?.lanes[0]?.rows.length ?? 0;
  const spotlights = useMemo(() => planRows(snapshots, rows), [snapshots, rows]);

  const step = useCallback(() => {
    const indexes = sides.map((side) => side.snapshot && indexOf(side.snapshot));
    const next = nextMilestone(indexes, clock.now());
    if (!next) {
      clock.restart();
      return;
    }
    clock.seek(next.time);
    toldOf.current = clock.now();
    setEvent(milestoneText(next));
  }, [sides, clock]);

  useEffect(() => {
    if (still) clock.pause();
  }, [still, clock]);

  useEffect(
    () =>
      clock.subscribe(() => {
        if (toldOf.current === null || toldOf.current === clock.now()) return;
        toldOf.current = null;
        setEvent('');
      }),
    [clock],
  );

  useEffect(() => {
    if (!playing || !onScreen) return;
    if (!still) return frameLoop().add({ move: clock.advance });
    const timer = window.setInterval(() => {
      if (!document.hidden) step();
    }, STEP_MILLISECONDS);
    return () => window.clearInterval(timer);
  }, [playing, onScreen, still, clock, step]);

  return (
    <figure className="flow" aria-label="Token flow" ref={figure} onKeyDown={(key) => onKey(key, camera)}>
      <FlowCanvas
        view={camera}
        message={event}
        {...{
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
        }}
      />
      <PlaybackBar
        clock={clock}
        idle={sides.every((side) => side.snapshot === null)}
        whyIdle={sides.map(whyNot).find((why) => why !== null) ?? null}
        zoom={<ZoomButtons view={camera} />}
        viewStore={viewStore}
        onStep={() => {
          clock.pause();
          step();
        }}
        tableId={tableId}
        tableOpen={tableOpen}
        onToggleTable={() => setTableOpen(!tableOpen)}
      />
      <div id={tableId} hidden={!tableOpen}>
        {tableOpen && <FlowTable pinned={selected} {...{ sides, spotlights, clock }} />}
      </div>
    </figure>
  );
}

/** Keys that zoom and move, wherever in the figure the focus is, but for fields that use them. */
function onKey(event: React.KeyboardEvent, { zoomBy, panBy, fit, camera }: CameraControl): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, target } = event;
  if (key === '+' || key === '=') zoomBy(ZOOM_STEP);
  else if (key === '-') zoomBy(1 / ZOOM_STEP);
  else if (key === '0') fit();
  else {
    const way = ARROWS[key];
    const field = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (!way || field || camera.zoom === 1) return;
    panBy(way[0] * ARROW_PIXELS, way[1] * ARROW_PIXELS);
  }
  event.preventDefault();
}

const ARROW_PIXELS = 60;
const ARROWS: Partial<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What stands in the picture, the same object while that is the same: a run of the same cluster moves nothing. */
function useStanding(sides: readonly FlowSide[]): FlowSides {
  const standing = JSON.stringify(sides.map(clusterOf));
  return useMemo(() => JSON.parse(standing) as FlowSides, [standing]);
}

/** Of a side that cannot run, the cluster that was asked for. */
function clusterOf({ snapshot, asked }: FlowSide): LaneParts | null {
  const pools = snapshot?.pools ?? asked;
  if (!pools) return null;
  return {
    pools: pools.map(({ role, model, owner, roundTripSeconds, chips }) => ({
      role,
      // Which pools have the same one is all that counts.
      model: String(pools.findIndex((other) => other.model === model)),
      owner,
      roundTripSeconds,
      chips,
    })),
    tiers: (snapshot?.tiers ?? []).map(({ name }) => name),
  };
}

/** The same array while the parts are the same, so that a parent's render does not redo the layout. */
function useStableSides(a: FlowSide, b: FlowSide | null): readonly FlowSide[] {
  const first = useStableSide(a);
  const second = useStableSide(b);
  return useMemo(() => [first, second].filter((side) => side !== null), [first, second]);
}

function useStableSide(side: FlowSide | null): FlowSide | null {
  const { label = null, snapshot = null, asked = null, note = null, mean = null } = side ?? {};
  return useMemo(
    () => (label === null ? null : { label, snapshot, asked, note, mean }),
    [label, snapshot, asked, note, mean],
  );
}

import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { Snapshot } from '../../../engine/result';
import { onRedraw } from '../../../share/export/redraw';
import { frameLoop } from '../../frame-loop';
import { useOnScreen } from '../../flow/use-on-screen';
import { paletteOf, type Theme } from '../../palette';
import { useStores } from '../../use-stores';
import { poolWords } from './draw-batches';
import { drawTimeline, type Drawn, type Marked } from './draw-timeline';
import { requestRows, rowWords, type RequestRows } from './request-rows';
import { legendOf } from './timeline-legend';
import { hitAt, type Hit } from './timeline-hit';
import { layoutTimeline, wantedHeight, xOf, type TimelineSide, type TimelineView } from './timeline-layout';
import { timeText } from './time-ticks';
import type { TimeWindow } from './time-window';
import { useStageSize } from './use-stage-size';
import { useTimelinePointer } from './use-timeline-pointer';

export interface StageProps {
  sides: readonly TimelineSide[];
  view: TimelineView;
  window: TimeWindow;
  duration: number;
  theme: Theme;
  marked: Marked | null;
  span: TimeWindow | null;
  onHover: (hit: Hit | null) => void;
  onClick: (hit: Hit) => void;
  onSpan: (span: TimeWindow | null) => void;
  onWindow: (window: TimeWindow) => void;
  onReset: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** More than three device pixels to one of the page cannot be seen and cost as much again. */
const DENSEST = 3;

/**
 * The canvas, drawn again when what it shows changes; playhead, cursor and span lie over it, so that they cost no
 * drawing. Nothing is done while it is out of sight.
 */
export function TimelineStage(props: StageProps) {
  const { sides, view, window: shown, theme, marked, span, onKeyDown } = props;
  const { clock } = useStores();
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const cursor = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn>([]);
  const onScreen = useOnScreen(stage);
  const { width, mostHeight, unit } = useStageSize(stage);
  const legend = useMemo(() => legendOf(sides, view, width, unit), [sides, view, width, unit]);
  const layout = useMemo(() => {
    const room = { width, unit, legend: legend.height };
    const height = Math.min(mostHeight, wantedHeight(sides.length, room));
    return layoutTimeline(sides.length, { ...room, height });
  }, [sides.length, width, mostHeight, unit, legend.height]);

  const rows = useMemo(
    () =>
      sides.map(({ snapshot }, i) => {
        const { rowsTop, rowsBottom } = layout.blocks[i]!;
        return snapshot && view === 'requests'
          ? requestRows(snapshot, shown, rowsBottom - rowsTop, unit)
          : null;
      }),
    [sides, view, shown, layout, unit],
  );

  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext('2d', { alpha: false });
    if (!element || !ctx || !onScreen || width <= 0) return;
    const own = Math.min(DENSEST, globalThis.devicePixelRatio || 1);
    const paint = (density: number) => {
      const [w, h] = [Math.round(layout.width * density), Math.round(layout.height * density)];
      if (element.width !== w || element.height !== h) Object.assign(element, { width: w, height: h });
      ctx.setTransform(density, 0, 0, density, 0, 0);
      const palette = paletteOf(theme);
      drawn.current = drawTimeline(ctx, {
        sides,
        rows,
        window: shown,
        layout,
        legend,
        palette,
        density,
        marked,
      });
    };
    frameLoop().once(() => paint(own));
    return onRedraw(element, (density) => paint(density ?? own));
  }, [sides, rows, shown, layout, legend, theme, marked, onScreen, width]);

  useEffect(() => {
    if (!onScreen) return;
    const paint = () => {
      const line = playhead.current;
      if (!line) return;
      const now = clock.now();
      line.hidden = now < shown.from || now > shown.to;
      line.style.transform = `translateX(${String(xOf(layout, shown, now))}px)`;
    };
    const repaint = () => frameLoop().once(paint);
    repaint();
    return clock.subscribe(repaint);
  }, [clock, layout, shown, onScreen]);

  const pointer = useTimelinePointer(stage, {
    ...props,
    layout,
    hitOf: (x, y) => hitAt({ layout, window: shown, sides, drawn: drawn.current }, x, y),
    onPoint: (x) => {
      const line = cursor.current;
      if (!line) return;
      line.hidden = x === null || x < layout.left || x > layout.right;
      if (x !== null) line.style.transform = `translateX(${String(x)}px)`;
    },
  });
  const bottom = layout.axisTop;
  return (
    <div
      ref={stage}
      className="timeline-stage"
      role="group"
      tabIndex={0}
      aria-label="Timeline, press ? for its keys"
      style={{ height: layout.height }}
      onKeyDown={onKeyDown}
      {...pointer}
    >
      <canvas ref={canvas} role="img" aria-label={describe(sides, rows, shown)} />
      {span && (
        <Span
          span={span}
          left={xOf(layout, shown, span.from)}
          right={xOf(layout, shown, span.to)}
          {...{ layout }}
        />
      )}
      <div ref={cursor} className="timeline-cursor" style={{ height: bottom }} hidden />
      <div ref={playhead} className="timeline-playhead" hidden>
        {layout.blocks.map(({ top, rowsTop, rowsBottom }) => (
          <i key={top} style={{ top: rowsTop, height: rowsBottom - rowsTop }} />
        ))}
      </div>
    </div>
  );
}

function Span(props: {
  span: TimeWindow;
  left: number;
  right: number;
  layout: ReturnType<typeof layoutTimeline>;
}) {
  const { layout } = props;
  const left = Math.max(layout.left, props.left);
  const right = Math.min(layout.right, props.right);
  if (right < left) return null;
  return <div className="timeline-span" style={{ left, width: right - left, height: layout.axisTop }} />;
}

/** What the picture is, for those who hear it. */
function describe(
  sides: readonly TimelineSide[],
  rows: readonly (RequestRows | null)[],
  window: TimeWindow,
): string {
  const what = rows.some((one) => one !== null) ? 'What requests go through' : 'Batches of each instance';
  const parts = sides.map(({ letter, name, note, snapshot }, i) => {
    const own = rows[i];
    const words = snapshot ? (own ? rowWords(own)[0] : poolsWords(snapshot)) : note;
    return `${letter}, ${name}: ${words ?? 'no run'}`;
  });
  return `${what}, ${timeText(window.from, window)} to ${timeText(window.to, window)}. ${parts.join('; ')}. The same values are in the table below.`;
}

function poolsWords({ pools }: Snapshot): string {
  return pools.map((pool) => poolWords(pool)).join(', ');
}

import { useCallback, useState } from 'react';
import { useMedia } from '../../flow/use-media';
import { COARSE } from '../../media';
import { Segmented } from '../../segmented';
import { useTheme } from '../../use-theme';
import { useInspection, useScenario, useStores } from '../../use-stores';
import { TimelineFacts } from './timeline-facts';
import { TimelineKeys } from './timeline-keys';
import type { TimelineSide, TimelineView } from './timeline-layout';
import type { Hit } from './timeline-hit';
import { TimelineStage } from './timeline-stage';
import { TimelineTable } from './timeline-table';
import { hitWords, momentWords } from './timeline-words';
import { timeText } from './time-ticks';
import { panned, zoomed, type TimeWindow } from './time-window';
import { useClockAlone } from './use-clock-alone';
import { useTimeWindow } from './use-time-window';
import { keyAction } from './timeline-actions';
import { useTimelineSides } from './use-timeline-sides';
import './timeline.css';

const HINT = 'Point at the picture to read it; drag over it to select a span; ? shows the keys.';
const TOUCHED = 'Tap a request to look into it; drag sideways to select a span.';

/** Requests, or batches, over time; both sides on one axis, with the flow's own clock as playhead. */
export function TimelineChart() {
  const { clock, inspection } = useStores();
  const theme = useTheme();
  const hint = useMedia(COARSE) ? TOUCHED : HINT;
  const marked = useInspection((state) => state.selected);
  const alone = useScenario((state) => state.scenario.view === 'timeline');
  const [view, setView] = useState<TimelineView>('requests');
  const [span, setSpan] = useState<TimeWindow | null>(null);
  const [hit, setHit] = useState<Hit | null>(null);
  const [help, setHelp] = useState(false);
  const sides = useTimelineSides();
  const { window, duration, show, showAll, reset } = useTimeWindow(sides, view);

  useClockAlone(alone, sides, duration);

  const open = useCallback(
    (side: 'a' | 'b', request: number, time: number, reveal: boolean) => {
      clock.pause();
      clock.seek(time);
      inspection.getState().select({ side, request }, reveal);
    },
    [clock, inspection],
  );

  const click = ({ time, side, request }: Hit) => {
    const at = sides[side];
    if (at && request) open(at.side, request.id, time, true);
    else clock.seek(time);
  };
  const zoom = (times: number) => {
    if (window) show(zoomed(window, times, middleOf(window, clock.now()), duration));
  };
  const pan = (share: number) => window && show(panned(window, share, duration));
  const dropSpan = () => setSpan(null);
  const zoomToSpan = () => {
    if (span && span.to > span.from) show(span);
    dropSpan();
  };

  return (
    <figure className="figure timeline" aria-label="Timeline">
      <div className="figure-head">
        <h2>Timeline</h2>
        <Segmented
          label="Timeline of"
          value={view}
          options={[
            { value: 'requests', label: 'Requests' },
            { value: 'batches', label: 'Batches' },
          ]}
          onChange={setView}
        />
        <div className="timeline-buttons">
          <TimelineButton name="Earlier" sign="‹" onPress={() => pan(-0.5)} />
          <TimelineButton name="Later" sign="›" onPress={() => pan(0.5)} />
          <TimelineButton name="Zoom in" sign="+" onPress={() => zoom(0.5)} />
          <TimelineButton name="Zoom out" sign="−" onPress={() => zoom(2)} />
          <button type="button" className="button" onClick={showAll}>
            Whole run
          </button>
          <button
            type="button"
            className="button"
            aria-label="Keys of the timeline"
            aria-expanded={help}
            onClick={() => setHelp(!help)}
          >
            ?
          </button>
        </div>
      </div>
      {help && <TimelineKeys />}
      <p className="read-out" data-hovering={hit !== null}>
        <span>{hit && window ? `At ${timeText(hit.time, window)}` : hint}</span>
        {hit &&
          momentWords(sides, hit.time).map(({ letter, text }) => (
            <span key={letter}>
              <b>{letter}</b> {text}
            </span>
          ))}
        {hit && <span className="timeline-hit">{hitWords(hit, sides)}</span>}
      </p>
      {window ? (
        <TimelineStage
          {...{ sides, view, window, duration, theme, marked, span }}
          onHover={setHit}
          onClick={click}
          onSpan={setSpan}
          onWindow={show}
          onReset={reset}
          onKeyDown={(event) => {
            const act = keyAction(event, {
              sides,
              window,
              duration,
              span,
              marked,
              now: clock.now(),
              show,
              showAll,
              reset,
              setSpan,
              open,
              help: () => setHelp(!help),
            });
            if (!act) return;
            event.preventDefault();
            event.stopPropagation();
            act();
          }}
        />
      ) : (
        <p className="chart-empty">{noteOf(sides)}</p>
      )}
      <TimelineFacts {...{ sides, span, window }} onZoom={zoomToSpan} onDrop={dropSpan} />
      <figcaption>
        Colour: the memory that is read; texture: the phase; the line is the flow’s time. Stalls are known as
        a share of decoding, and tokens computed again after a preemption are within it; the inspector has
        both by the second.
        <span className="screen-only">
          {' '}
          Drag to select a span; click {view === 'requests' && 'a request to look into it, or '}anywhere to
          bring the flow to that moment.
        </span>
      </figcaption>
      {window && <TimelineTable {...{ sides, view, window }} />}
    </figure>
  );
}

/** Why there is no picture: of each side, where they differ. */
function noteOf(sides: readonly TimelineSide[]): string {
  const notes = sides.flatMap(({ letter, note }) => (note ? [{ letter, note }] : []));
  if (new Set(notes.map(({ note }) => note)).size <= 1) return notes[0]?.note ?? '';
  return notes.map(({ letter, note }) => `${letter}: ${note}`).join(' ');
}

/** Around the playhead while it is in sight, else around the middle. */
function middleOf({ from, to }: TimeWindow, now: number): number {
  return now >= from && now <= to ? now : (from + to) / 2;
}

function TimelineButton(props: { name: string; sign: string; onPress: () => void }) {
  return (
    <button type="button" className="button" aria-label={props.name} onClick={props.onPress}>
      {props.sign}
    </button>
  );
}

import { useEffect, useRef, type ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { ViewState } from '../../store/view-store';
import { trimmed } from '../../units/format';
import type { Clock } from '../clock';
import { clockText } from './clock-text';
import { IconButton } from './icon-button';
import { SPEEDS } from './pace';

export interface PlaybackBarProps {
  clock: Clock;
  /** Nothing to play: no side runs. */
  idle: boolean;
  /** Why that is so. */
  whyIdle: string | null;
  viewStore: StoreApi<ViewState>;
  onStep: () => void;
  tableId: string;
  tableOpen: boolean;
  onToggleTable: () => void;
  /** Buttons that change how much is seen. */
  zoom: ReactNode;
}

/** Steps of the scrub bar over a run. */
const SCRUB_STEPS = 1000;

export function PlaybackBar(props: PlaybackBarProps) {
  const { clock, idle, viewStore, onStep, tableId, tableOpen, onToggleTable, zoom } = props;
  const why = idle ? (props.whyIdle ?? 'There is nothing to play yet.') : undefined;
  const playing = useStore(viewStore, (state) => state.playing);
  const speed = useStore(viewStore, (state) => state.clusterSecondsPerSecond);
  const speeds = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((one, other) => one - other);
  return (
    <div className="flow-bar">
      <IconButton
        disabled={idle}
        label={playing ? 'Pause' : 'Play'}
        title={why ?? (playing ? 'Pause' : 'Play')}
        onClick={() => (playing ? clock.pause() : clock.play())}
      >
        {playing ? <path d="M5 3h3v12H5zM10 3h3v12h-3z" /> : <path d="M5 2.5v13l10-6.5z" />}
      </IconButton>
      <IconButton disabled={idle} label="Step" title={why ?? 'Go to the next event'} onClick={onStep}>
        <path d="M3 3v12l8-6zM12 3h2.5v12H12z" />
      </IconButton>
      <IconButton
        disabled={idle}
        label="Restart"
        title={why ?? 'Go to the first arrival'}
        onClick={() => clock.restart()}
      >
        <path d="M15 3v12L7 9zM3.5 3H6v12H3.5z" />
      </IconButton>
      <Scrub disabled={idle} clock={clock} />
      <label className="flow-speed">
        <span className="visually-hidden">Speed</span>
        <select
          value={String(speed)}
          onChange={(change) => clock.setSpeed(Number(change.target.value))}
          title={`Cluster time that passes in one second on screen: ${paceText(speed)}`}
        >
          {speeds.map((value) => (
            <option key={value} value={String(value)}>
              1 s = {speedText(value)}
            </option>
          ))}
        </select>
        <span className="flow-speed-words">{paceText(speed)}</span>
      </label>
      {zoom}
      <button
        type="button"
        className="flow-button flow-table-button"
        aria-expanded={tableOpen}
        aria-controls={tableId}
        onClick={onToggleTable}
      >
        Table
      </button>
    </div>
  );
}

function speedText(value: number): string {
  return value < 1 ? `${trimmed(value * 1000)} ms` : `${trimmed(value)} s`;
}

/** How the picture's time passes, against that of the cluster. */
function paceText(value: number): string {
  if (value === 1) return 'real time';
  return value < 1 ? `${trimmed(1 / value)}× slower` : `${trimmed(value)}× faster`;
}

/** Follows the clock without a render per frame: value and text are written to the elements. */
function Scrub({ clock, disabled }: { clock: Clock; disabled: boolean }) {
  const range = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    let shown = '';
    let widest = 0;
    const follow = () => {
      const [now, duration] = [clock.now(), clock.duration()];
      const words = clockText(now, duration);
      const share = duration > 0 ? Math.round((now / duration) * SCRUB_STEPS) : 0;
      // By `value`: React would not see another way of setting it, and take a return to an older value for no change.
      if (range.current && range.current.valueAsNumber !== share) range.current.value = String(share);
      // As wide as at the end of the run: nothing beside it moves.
      const most = clockText(duration, duration).length;
      if (most !== widest && text.current) text.current.style.minWidth = `${String((widest = most))}ch`;
      if (words === shown) return;
      shown = words;
      if (text.current) text.current.textContent = words;
      const place = `${words} of ${clockText(duration, duration)}`;
      range.current?.setAttribute('aria-valuetext', place);
      if (text.current) text.current.title = `${place} that the cluster ran`;
    };
    follow();
    return clock.subscribe(follow);
  }, [clock]);
  return (
    <>
      <input
        ref={range}
        type="range"
        className="flow-scrub"
        aria-label="Cluster time"
        disabled={disabled}
        min={0}
        max={SCRUB_STEPS}
        step={1}
        defaultValue={0}
        onChange={(change) => {
          const share = change.target.valueAsNumber / SCRUB_STEPS;
          // Who goes to the end wants to see it: from there play would begin anew.
          if (share === 1) clock.pause();
          clock.seek(share * clock.duration());
        }}
      />
      <output ref={text} className="flow-time" aria-live="off" />
    </>
  );
}

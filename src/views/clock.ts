import type { StoreApi } from 'zustand/vanilla';
import type { Seconds } from '../units/units';
import type { ViewState } from '../store/view-store';

/**
 * Cluster time: seconds since the first arrival of the run on screen. It changes in every frame, so it lives
 * outside React and outside the stores; whether it runs and how fast are settings and stay in the view store.
 */
export interface Clock {
  now: () => Seconds;
  duration: () => Seconds;
  /**
   * A run arrived. Time is kept if the run is long enough, else it goes to `start`; the first run begins there, which is
   * returned. After the end, time goes on from `start`. `first`: its first arrival, before which nothing happens.
   */
  setRun: (duration: Seconds, start: Seconds, first?: Seconds) => boolean;
  /** Something else is told from here on: the next run is a first one. */
  renew: () => void;
  play: () => void;
  pause: () => void;
  seek: (time: Seconds) => void;
  /** To the first arrival. */
  restart: () => void;
  setSpeed: (clusterSecondsPerSecond: number) => void;
  /** Called once a frame with screen time; does nothing while paused. */
  advance: (elapsed: Seconds) => void;
  /** Called after every change of time or run; returns the way out. */
  subscribe: (listener: () => void) => () => void;
}

type Settings = Pick<StoreApi<ViewState>, 'getState'>;

export function createClock(view: Settings): Clock {
  const listeners = new Set<() => void>();
  let time: Seconds = 0;
  let duration: Seconds = 0;
  let start: Seconds = 0;
  let first: Seconds = 0;
  let isNew = true;
  /** Where somebody wanted it before there was a run. */
  let asked: Seconds | null = null;

  function moveTo(next: Seconds) {
    time = Math.min(duration, Math.max(0, next));
    for (const listener of [...listeners]) listener();
  }

  return {
    now: () => time,
    duration: () => duration,
    setRun(nextDuration, nextStart, nextFirst = 0) {
      const begins = isNew;
      isNew = false;
      duration = nextDuration;
      first = nextFirst;
      start = Math.min(nextStart, nextDuration);
      const from = asked ?? start;
      asked = null;
      moveTo(begins || time >= nextDuration ? from : time);
      return begins;
    },
    renew() {
      isNew = true;
    },
    play: () => view.getState().set({ playing: true }),
    pause: () => view.getState().set({ playing: false }),
    seek(to) {
      if (duration === 0) asked = to;
      else moveTo(to);
    },
    restart: () => moveTo(first),
    setSpeed: (clusterSecondsPerSecond) => view.getState().set({ clusterSecondsPerSecond }),
    advance(elapsed) {
      const { playing, clusterSecondsPerSecond } = view.getState();
      if (!playing || duration === 0 || elapsed <= 0) return;
      const next = time + elapsed * clusterSecondsPerSecond;
      moveTo(next < duration ? next : start);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

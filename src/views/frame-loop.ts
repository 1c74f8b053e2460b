import type { Seconds } from '../units/units';

/**
 * The one animation-frame handler of the page. In each frame everything moves first and paints after, so that
 * two figures which show the same instant agree. It asks for a frame only while somebody is subscribed and the
 * page is visible: a paused page costs nothing.
 */
export interface FrameTask {
  /** Advances by the time since the last frame. */
  move?: (elapsed: Seconds) => void;
  paint?: () => void;
}

export interface FrameLoop {
  /** Runs in every frame until the returned function is called. */
  add: (task: FrameTask) => () => void;
  /** Paints in the next frame only; several calls with the same function before it paint once. */
  once: (paint: () => void) => void;
  /** The next frames show something more urgent: what they would paint waits a little, but never for long. */
  spare: () => void;
}

/**
 * On a slow machine painting is not all that it does: the next one comes this many times later than it took. Where it
 * takes less than 11 ms, every frame is painted.
 */
const REST = 1.5;

/** While frames have something more urgent, paintings come this many milliseconds apart. */
const LONGEST_WAIT_MS = 100;
/** Something urgent is followed by more of it: not every frame of a drag has a new value. */
const URGENT_MS = 50;

/** What the loop needs of a browser; tests give their own. */
export interface FrameHost {
  request: (callback: (milliseconds: number) => void) => number;
  cancel: (id: number) => void;
  hidden: () => boolean;
  onVisibility: (callback: () => void) => void;
  /** Milliseconds, for how long something takes. */
  now: () => number;
}

/** After a hitch or a hidden tab, time goes on where it stopped instead of leaping. */
const LONGEST_STEP: Seconds = 0.1;

export function createFrameLoop(host: FrameHost): FrameLoop {
  const tasks = new Set<FrameTask>();
  const paintOnce = new Set<() => void>();
  let pending: number | null = null;
  /** Time of the last frame, or null when the loop stood still before this one. */
  let last: number | null = null;
  let lastPainted = -Infinity;
  let cost = 0;
  let urgentUntil = -Infinity;

  function schedule() {
    if (pending !== null || host.hidden() || (tasks.size === 0 && paintOnce.size === 0)) return;
    pending = host.request(frame);
  }

  function frame(now: number) {
    pending = null;
    const elapsed = last === null ? 0 : Math.min(LONGEST_STEP, Math.max(0, (now - last) / 1000));
    for (const task of [...tasks]) task.move?.(elapsed);
    last = tasks.size > 0 ? now : null;
    const wait = Math.min(LONGEST_WAIT_MS, now < urgentUntil ? LONGEST_WAIT_MS : REST * cost);
    if (now - lastPainted >= wait) {
      const start = host.now();
      paintAll();
      cost = host.now() - start;
      lastPainted = now;
    }
    schedule();
  }

  function paintAll() {
    // Taken after the moves: what a move asks to have painted is painted in the same frame.
    const painters = [...paintOnce];
    paintOnce.clear();
    for (const task of [...tasks]) task.paint?.();
    for (const paint of painters) paint();
  }

  host.onVisibility(() => {
    if (host.hidden() && pending !== null) {
      host.cancel(pending);
      pending = null;
    }
    last = null;
    schedule();
  });

  return {
    add(task) {
      tasks.add(task);
      schedule();
      return () => tasks.delete(task);
    },
    once(paint) {
      paintOnce.add(paint);
      schedule();
    },
    spare() {
      urgentUntil = host.now() + URGENT_MS;
    },
  };
}

const browser: FrameHost = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (id) => cancelAnimationFrame(id),
  hidden: () => document.hidden,
  onVisibility: (callback) => document.addEventListener('visibilitychange', callback),
  now: () => performance.now(),
};

let shared: FrameLoop | null = null;

/** The page's loop, made at first use so that this file can be imported without a document. */
export function frameLoop(): FrameLoop {
  shared ??= createFrameLoop(browser);
  return shared;
}

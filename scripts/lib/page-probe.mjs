/* global document, requestAnimationFrame, scheduler, setTimeout, HTMLInputElement, Event, PointerEvent, MutationObserver, PerformanceObserver, tokenyard -- of the page */

/**
 * Runs in the page before its own scripts: counts paints, shifts, long tasks, and messages to the worker. Notes after
 * which change of a drag each run was asked for, and which was answered last.
 */
export function installProbe() {
  const probe = (window.probe = {
    lcp: 0,
    shifts: 0,
    long: [],
    asked: 0,
    frames: 0,
    input: null,
    changes: 0,
    askedAfter: new Map(),
    answered: null,
  });
  const own = window.requestAnimationFrame.bind(window);
  /** Of the answer that is there. */
  const hash = (probe.hash = () => {
    const { a, b } = tokenyard.result();
    return `${a?.hash} ${b?.hash}`;
  });
  /**
   * Milliseconds until the whole run's answer was out: the frame after the first one that had what was there at the end. What
   * would mend a side is looked for after that, and is waited for here alone.
   */
  probe.settled = async () => {
    const start = performance.now();
    const frames = [];
    let over = false;
    const look = () => {
      frames.push({ at: performance.now() - start, hash: hash() });
      if (!over) own(look);
    };
    own(look);
    await tokenyard.idle();
    over = true;
    const last = hash();
    const first = frames.findIndex((frame) => frame.hash === last);
    return (frames[first + 1] ?? frames[first]).at;
  };
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => (probe.lcp = entry.startTime));
  watch('layout-shift', (entry) => (probe.shifts += entry.hadRecentInput ? 0 : entry.value));
  watch('longtask', (entry) => probe.long.push(entry.duration));
  window.requestAnimationFrame = (paint) =>
    own((time) => {
      const { input } = probe;
      probe.input = null;
      input?.();
      probe.frames++;
      paint(time);
    });
  window.Worker = class extends window.Worker {
    constructor(...made) {
      super(...made);
      this.addEventListener('message', ({ data }) => {
        probe.answered = data.value?.outcome?.run ?? probe.answered;
      });
    }
    postMessage(...message) {
      const run = message[0].path?.[0] === 'run' ? message[0].argumentList[0].value.run : null;
      if (run !== null) probe.askedAfter.set(run, probe.changes);
      probe.asked++;
      super.postMessage(...message);
    }
  };
}

/**
 * One change of a slider after another, each from rest: milliseconds from the event to the frame that shows the curves
 * and their numbers, to the one that shows the simulated numbers, and to the final answer of the run.
 */
export async function stepSlider({ label, steps }) {
  const input = document.querySelector(`input[type=range][aria-label="${label}"]`);
  const assign = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  // Ahead of messages that came meanwhile: what they start belongs to the next frame.
  const afterFrame = () => scheduler.postTask(() => undefined, { priority: 'user-blocking' });
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => afterFrame().then(() => done(performance.now())));
    });
  const seen = (selector, what) =>
    new Promise((done) => {
      const observer = new MutationObserver((changes) => {
        if (
          !changes.some(({ target }) =>
            (target.nodeType === 3 ? target.parentElement : target)?.closest(what),
          )
        )
          return;
        observer.disconnect();
        done();
      });
      const place = document.querySelector(selector);
      observer.observe(place, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  const [first, last] = [Number(input.min), Number(input.max)];
  const times = { painted: [], simulated: [], settled: [] };
  for (let i = 0; i < steps; i++) {
    const share = 0.35 + (0.3 * ((i * 7) % steps)) / steps;
    // A hand moves at any moment of a frame.
    await new Promise((next) => setTimeout(next, (i * 5) % 17));
    const late = new Promise((done) => setTimeout(done, 3000, 'late'));
    let start = 0;
    const timed = async (seeing, into) => {
      if ((await Promise.race([seeing, late])) !== 'late') into.push((await painted()) - start);
    };
    const both = [
      // The mark of the scenario's own place alone is no new number.
      timed(seen('.charts', '.read-out, .curves'), times.painted),
      timed(seen('.answer', '.tiles'), times.simulated),
    ];
    start = performance.now();
    assign.call(input, String(Math.round(first + share * (last - first))));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    const settled = window.probe.settled();
    await Promise.all(both);
    times.settled.push(await settled);
  }
  return times;
}

/**
 * The same changes as a pointer makes them: browsers hand over its moves at the start of a frame, before anything is
 * painted. Milliseconds until that frame is out, and in how many of them it showed new curves and numbers.
 */
export async function moveSlider({ label, steps }) {
  const input = document.querySelector(`input[type=range][aria-label="${label}"]`);
  const assign = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const shown = () => [...document.querySelectorAll('.read-out, .curves')].map((e) => e.innerHTML).join('');
  const [first, last] = [Number(input.min), Number(input.max)];
  const times = [];
  let sameFrame = 0;
  for (let i = 0; i < steps; i++) {
    await tokenyard.idle();
    await new Promise((next) => setTimeout(next, 60));
    const before = shown();
    const share = 0.35 + (0.3 * ((i * 7) % steps)) / steps;
    const taken = await new Promise((done) => {
      window.probe.input = () => {
        const start = performance.now();
        assign.call(input, String(Math.round(first + share * (last - first))));
        input.dispatchEvent(new Event('input', { bubbles: true }));
        // Ahead of the worker's answer, which the next frame shows.
        scheduler.postTask(() => done(performance.now() - start), { priority: 'user-blocking' });
      };
      requestAnimationFrame(() => {});
    });
    times.push(taken);
    if (shown() !== before) sameFrame++;
  }
  return { times, sameFrame };
}

/**
 * A drag of one move in every frame: how many moves change anything (near the turns of the hand the slider stays on its
 * step), how many frames bring a new simulated answer, how many changes what is on screen is behind (0: it answers the
 * change of the frame before), and how long frames are.
 */
export async function dragSlider({ label, frames }) {
  const input = document.querySelector(`input[type=range][aria-label="${label}"]`);
  const assign = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const [first, last] = [Number(input.min), Number(input.max)];
  const { probe } = window;
  const between = [];
  const behind = [];
  let [answers, before, at] = [0, probe.hash(), null];
  probe.changes = 0;
  probe.askedAfter.clear();
  input.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerId: 1 }));
  for (let i = 0; i < frames; i++) {
    const time = await new Promise((next) => requestAnimationFrame(next));
    if (at !== null) between.push(time - at);
    at = time;
    const now = probe.hash();
    if (now !== before) answers++;
    before = now;
    // What was asked for before the drag answers none of its changes.
    if (i > 0) behind.push(probe.changes - (probe.askedAfter.get(probe.answered) ?? 0));
    const share = 0.5 + 0.15 * Math.sin(i / 12);
    const shown = input.value;
    assign.call(input, String(Math.round(first + share * (last - first))));
    if (input.value !== shown) probe.changes++;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
  input.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, pointerId: 1 }));
  return { answers, changes: probe.changes, behind, between, settled: await probe.settled() };
}

/** Frames and messages of a page that nobody sees. Headless pages are always visible: this one is told otherwise. */
export async function workWhileHidden(seconds) {
  const pause = (ms) => new Promise((next) => setTimeout(next, ms));
  Object.defineProperty(document, 'hidden', { get: () => true });
  Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
  await pause(200);
  const { frames, asked } = window.probe;
  await pause(seconds * 1000);
  return { frames: window.probe.frames - frames, messages: window.probe.asked - asked };
}

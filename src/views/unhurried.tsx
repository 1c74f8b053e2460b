import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isUnderWay } from '../store/run-store';
import { useOnScreen } from './flow/use-on-screen';
import { StoresContext, useStores, type Stores } from './use-stores';

/** After this many milliseconds a page that paints nothing, because nobody sees it, is up to date all the same. */
const WITHOUT_PAINT_MS = 100;

/** Milliseconds between two changes of what follows now and then: quick enough to be seen as following. */
const NOW_AND_THEN_MS = 100;

/** How what is drawn follows the scenario and its answers while they change; at rest everything has followed. */
export type Pace = 'at once' | 'now and then' | 'at rest';

/**
 * What need not be drawn in every frame of a drag, so that the numbers and curves are. Scrolled out of sight it follows
 * once the answer is final and what is on screen has been painted; in sight at the `pace` that is given.
 */
export function Unhurried({ pace, children }: { pace: Pace; children: ReactNode }) {
  const stores = useStores();
  const wrapper = useRef<HTMLElement | null>(null);
  const place = useRef<Element>(null);
  const onScreen = useOnScreen(place, false);
  const [mirror] = useState(() => createMirror(stores));
  useEffect(() => {
    const told = (behind: boolean) => wrapper.current?.toggleAttribute('data-behind', behind);
    return mirror.follow(onScreen ? pace : 'at rest', told);
  }, [mirror, onScreen, pace]);
  const mirrored = useMemo(() => ({ ...stores, ...mirror.stores }), [stores, mirror]);
  return (
    <div
      className="unhurried"
      ref={(element) => {
        wrapper.current = element;
        // The wrapper has no box of its own.
        place.current = element?.firstElementChild ?? null;
      }}
    >
      <StoresContext value={mirrored}>{children}</StoresContext>
    </div>
  );
}

/** The same stores, as they were when what is drawn from them last followed. */
export function createMirror(source: Pick<Stores, 'scenario' | 'run'>) {
  const copy = <T,>(store: StoreApi<T>) => createStore<T>(() => store.getState());
  const stores = { scenario: copy(source.scenario), run: copy(source.run) };
  let last = -Infinity;
  const catchUp = () => {
    last = performance.now();
    stores.scenario.setState(source.scenario.getState(), true);
    stores.run.setState(source.run.getState(), true);
  };
  const isAtRest = () => !isUnderWay(source.run.getState());

  return {
    stores,
    /** Until the returned function is called. `told`: whether it is behind. */
    follow(pace: Pace, told: (behind: boolean) => void = () => undefined): () => void {
      let waiting: ((act: () => void) => () => void) | null = null;
      let forget: () => void = () => undefined;
      const inTurn = (act: () => void) => after(last + NOW_AND_THEN_MS - performance.now(), act);
      const changed = () => {
        if (pace === 'at once') {
          catchUp();
          told(false);
          return;
        }
        // The end of a drag is followed when its numbers are painted.
        const wait = isAtRest() ? afterPaint : pace === 'now and then' ? inTurn : null;
        if (wait === inTurn && waiting === inTurn) return;
        forget();
        waiting = wait;
        told(true);
        forget =
          wait?.(() => {
            waiting = null;
            catchUp();
            told(false);
          }) ?? forget;
      };
      changed();
      const leaves = [source.scenario.subscribe(changed), source.run.subscribe(changed)];
      return () => {
        forget();
        leaves.forEach((leave) => leave());
      };
    },
  };
}

/** Calls once the milliseconds are over, until the returned function is called. */
function after(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, Math.max(0, milliseconds));
  return () => clearTimeout(timer);
}

/** Calls once the next frame is painted, until the returned function is called. */
function afterPaint(act: () => void): () => void {
  let timer = setTimeout(act, WITHOUT_PAINT_MS);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(act, 0);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

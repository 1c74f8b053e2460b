import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { useOnScreen } from '../flow/use-media';
import { StoresContext, useStores, type Stores } from '../use-stores';

/** After this many milliseconds a page that paints nothing, because nobody sees it, is up to date all the same. */
const WITHOUT_PAINT_MS = 100;

/**
 * Charts that are scrolled out of sight do not draw in every frame of a drag: they follow once the answer is final
 * and what is on screen has been painted.
 */
export function Unhurried({ children }: { children: ReactNode }) {
  const stores = useStores();
  const place = useRef<Element>(null);
  const onScreen = useOnScreen(place, false);
  const [mirror] = useState(() => createMirror(stores));
  useEffect(() => mirror.follow(onScreen), [mirror, onScreen]);
  const mirrored = useMemo(() => ({ ...stores, ...mirror.stores }), [stores, mirror]);
  return (
    <div
      className="unhurried"
      ref={(element) => {
        // The wrapper has no box of its own.
        place.current = element?.firstElementChild ?? null;
      }}
    >
      <StoresContext value={mirrored}>{children}</StoresContext>
    </div>
  );
}

/** The same stores, as they were when somebody last saw what is drawn from them, or at the last rest. */
export function createMirror(source: Pick<Stores, 'scenario' | 'run'>) {
  const copy = <T,>(store: StoreApi<T>) => createStore<T>(() => store.getState());
  const stores = { scenario: copy(source.scenario), run: copy(source.run) };
  const catchUp = () => {
    stores.scenario.setState(source.scenario.getState(), true);
    stores.run.setState(source.run.getState(), true);
  };
  const atRest = () => !['starting', 'running'].includes(source.run.getState().status);

  return {
    stores,
    /** Until the returned function is called. */
    follow(hurried: boolean): () => void {
      let forget: () => void = () => undefined;
      const changed = () => {
        forget();
        if (hurried) catchUp();
        else if (atRest()) forget = afterPaint(catchUp);
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

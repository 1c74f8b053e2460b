import { useEffect, useRef } from 'react';
import './inspector.css';
import { CloseIcon } from '../icons';
import { useInspection, useStores } from '../use-stores';
import { Finder } from './finder';
import { InspectedView } from './inspected-view';
import { requestName } from './request-sentence';
import { Textures } from './textures';

/**
 * Where the tokens of one request ran, and why. `quiet` leaves out the ways to find a request until one was opened by
 * a click: inside another page there is no room for an empty inspector.
 */
export function Inspector({ quiet }: { quiet: boolean }) {
  const { inspection } = useStores();
  const selected = useInspection((state) => state.selected);
  const shown = useInspection((state) => state.shown);
  const stale = useInspection((state) => state.stale);
  const problem = useInspection((state) => state.problem);
  const region = useRef<HTMLElement>(null);
  useReveal(region);

  if (quiet && !selected && problem === null) return null;
  const close = () => {
    inspection.getState().close();
    // The button that was pressed is gone; the next thing to press is the first way in.
    region.current?.querySelector<HTMLElement>('.finder button')?.focus();
  };
  return (
    <section
      className="inspector"
      aria-label="Inspector"
      ref={region}
      data-open={selected !== null}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && selected) close();
      }}
    >
      <div className="figure-head">
        <h2>Inspector</h2>
        {selected && (
          <button type="button" className="button-plain" aria-label="Close the inspector" onClick={close}>
            <CloseIcon />
          </button>
        )}
      </div>
      {!selected && (
        <p className="hint">Why did a request take as long as it did? Click one in the flow, or:</p>
      )}
      <Finder />
      <p role="status" className="inspector-problem">
        {problem ?? ''}
      </p>
      {selected && shown && (
        <>
          <Textures />
          <InspectedView shown={shown} stale={stale} />
        </>
      )}
      {selected && !shown && problem === null && (
        <p className="hint">Looking into request {requestName(selected.request)} …</p>
      )}
    </section>
  );
}

/** What was selected elsewhere comes into sight, once there is something to see. */
function useReveal(region: React.RefObject<HTMLElement | null>): void {
  const reveals = useInspection((state) => state.reveals);
  const ready = useInspection((state) => state.selected !== null && !state.stale);
  const revealed = useRef(0);
  useEffect(() => {
    if (!ready || revealed.current === reveals) return;
    revealed.current = reveals;
    if (region.current) scrollTo(region.current);
  }, [ready, reveals, region]);
}

/** Beside the race the column scrolls and the page stays; below it the page scrolls. */
function scrollTo(region: HTMLElement): void {
  const column = region.closest('.answer-column');
  if (column && column.scrollHeight > column.clientHeight) {
    column.scrollTop += region.getBoundingClientRect().top - column.getBoundingClientRect().top;
  } else {
    region.scrollIntoView({ block: 'start' });
  }
}

import { useRef } from 'react';
import { CloseIcon } from '../icons';
import { useInspection, useStores } from '../use-stores';
import { Finder } from './finder';
import { InspectedView } from './inspected-view';
import { requestName } from './request-name';

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

  const hidden = quiet && !selected && problem === null;
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
      hidden={hidden}
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
      {!selected && <p className="hint">Why did a request take so long? Click one, or:</p>}
      <Finder />
      <p role="status" className="inspector-problem">
        {problem ?? ''}
      </p>
      <InspectedView shown={selected && shown} stale={stale} />
      {selected && !shown && problem === null && (
        <p className="hint">Looking into request {requestName(selected.request)} …</p>
      )}
    </section>
  );
}

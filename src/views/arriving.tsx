import { startTransition, useEffect, useState, type ComponentType, type ReactNode } from 'react';

type Arrived<Props> = { Part: ComponentType<Props> } | { error: unknown };

/**
 * A part of the first view whose code comes in a file of its own, and what stands in its place until then. `React.lazy`
 * would hold it back: what has arrived is shown no sooner than 300 ms after the last thing to wait for it. A file that
 * cannot be had throws where the part would be.
 */
export function arriving<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode,
): ComponentType<Props> {
  /** Set by the first one on the page, so not before it has met the markup of index.html. */
  let known: Arrived<Props> | null = null;
  return function Arriving(props) {
    const [arrived, setArrived] = useState(known);
    useEffect(() => {
      let here = true;
      const take = (what: Arrived<Props>) => {
        if ('Part' in what) known = what;
        // In slices: a hand may be at work.
        if (here) startTransition(() => setArrived(what));
      };
      if (known === null)
        load().then(
          (Part) => take({ Part }),
          (error: unknown) => take({ error }),
        );
      return () => {
        here = false;
      };
    }, []);
    if (arrived === null) return waiting;
    if ('error' in arrived) throw arrived.error;
    return <arrived.Part {...props} />;
  };
}

import { useRun } from '../use-stores';

/** A trace is no part of a link, and is not sent anywhere; whoever hands a link on is told. */
export function TraceStays() {
  const trace = useRun((state) => state.trace);
  if (trace === null) return null;
  return (
    <p>
      The trace {trace.name} stays on your computer: the link has the clusters and the model, and whoever
      opens it sees them with requests drawn from the sliders.
    </p>
  );
}

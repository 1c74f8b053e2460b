import { count, counted, seconds, tokens } from '../../units/format';
import type { TraceSummary } from '../../worker/api';
import { useStores } from '../use-stores';

const FORMATS: Record<TraceSummary['format'], string> = {
  'azure-2023': 'Azure 2023',
  mooncake: 'Mooncake',
  'generic-csv': 'CSV',
};

/** What a loaded trace holds, above the sliders that it sets. */
export function LoadedTrace({ trace }: { trace: TraceSummary }) {
  const { run } = useStores();
  return (
    <div className="trace-loaded">
      <p>
        <strong>{trace.name}</strong> ({FORMATS[trace.format]}): {counted(trace.requests, 'request')} in{' '}
        {seconds(trace.durationSeconds)}, {tokens(Math.round(trace.promptTokensMean))} tokens in and{' '}
        {tokens(Math.round(trace.outputTokensMean))} out on average. It sets context, ratio and load.
      </p>
      <Notes notes={trace.notes} />
      <button type="button" className="button" onClick={() => run.getState().dropTrace()}>
        Remove
      </button>
    </div>
  );
}

/** These are read at once, the rest opens. */
const FIRST = 3;

/** How the file was read, and what of it was put right or left out: that comes last in the reading, and first here. */
function Notes({ notes }: { notes: readonly string[] }) {
  const ordered = notes.toReversed();
  const rest = ordered.slice(FIRST);
  return (
    <>
      <Items notes={ordered.slice(0, FIRST)} />
      {rest.length > 0 && (
        <details>
          <summary>{`${count(rest.length)} more on how it was read`}</summary>
          <Items notes={rest} />
        </details>
      )}
    </>
  );
}

function Items({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

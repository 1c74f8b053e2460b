import { useRef, useState } from 'react';
import { count, percent, seconds, tokens } from '../../units/format';
import type { FileProblem, TraceSummary } from '../../worker/api';
import { useRun, useStores } from '../use-stores';

/** Requests from a file instead of drawn ones. The file is read in the worker and goes nowhere else. */
export function TracePanel() {
  const { run } = useStores();
  const trace = useRun((state) => state.trace);
  const problem = useRun((state) => state.fileProblem);
  const progress = useRun((state) => (state.progress?.side === 'file' ? state.progress.done : null));
  const picker = useRef<HTMLInputElement>(null);

  const open = (files: FileList | null) => {
    const file = files?.[0];
    if (file) void run.getState().openFile(file);
    // The same file may be picked again after it was mended.
    if (picker.current) picker.current.value = '';
  };

  return (
    <div className="trace">
      <h3>Requests</h3>
      {trace ? (
        <Loaded trace={trace} />
      ) : (
        <p className="hint">Drawn from the sliders. Or drop a trace file on the page; nothing is uploaded.</p>
      )}
      {progress !== null && (
        <div className="trace-progress">
          <progress aria-label="Reading the file" value={progress} max={1} />
          <span className="trace-share">{percent(progress)}</span>
          <button type="button" className="button-small" onClick={() => run.getState().cancel()}>
            Cancel
          </button>
        </div>
      )}
      <div className="trace-buttons">
        <button type="button" className="button" onClick={() => picker.current?.click()}>
          Open trace
        </button>
        {trace && (
          <button type="button" className="button" onClick={() => run.getState().dropTrace()}>
            Remove
          </button>
        )}
        <input
          ref={picker}
          type="file"
          accept=".csv,.jsonl,.json,.txt"
          aria-label="Trace file"
          className="visually-hidden"
          tabIndex={-1}
          onChange={(event) => open(event.target.files)}
        />
      </div>
      {problem && <Refused problem={problem} />}
    </div>
  );
}

const FORMATS: Record<TraceSummary['format'], string> = {
  'azure-2023': 'Azure 2023',
  mooncake: 'Mooncake',
  'generic-csv': 'CSV',
};

function Loaded({ trace }: { trace: TraceSummary }) {
  return (
    <p className="trace-loaded">
      <strong>{trace.name}</strong> ({FORMATS[trace.format]}): {count(trace.requests)} requests in{' '}
      {seconds(trace.durationSeconds)}, {tokens(Math.round(trace.promptTokensMean))} tokens in and{' '}
      {tokens(Math.round(trace.outputTokensMean))} out on average. Context, ratio and load come from it.
    </p>
  );
}

/** Stands until it is dismissed or another file is opened. */
function Refused({ problem }: { problem: FileProblem }) {
  const [dismissed, setDismissed] = useState<FileProblem | null>(null);
  if (dismissed === problem) return null;
  const { file, line, column, message } = problem;
  const place = [file, line === null ? '' : `line ${count(line)}`, column === null ? '' : `column ${column}`];
  return (
    <div className="trace-refused" role="alert">
      <p>
        <strong>{place.filter((part) => part !== '').join(', ')}:</strong> {message} What was loaded before
        stays.
      </p>
      <button type="button" className="button-small" onClick={() => setDismissed(problem)}>
        Dismiss
      </button>
    </div>
  );
}

import { useState } from 'react';
import { count, percent } from '../../units/format';
import type { RefusedFile } from '../../store/run-store';
import { fullStop } from '../full-stop';
import { CloseIcon } from '../icons';
import { useRun, useStores } from '../use-stores';

/** A file that is being read: how far, and a way out. */
export function Reading() {
  const { run } = useStores();
  const progress = useRun((state) => (state.progress?.of === 'file' ? state.progress.done : null));
  if (progress === null) return null;
  return <ReadingNotice done={progress} onCancel={() => run.getState().cancel()} />;
}

export function ReadingNotice({ done, onCancel }: { done: number; onCancel: () => void }) {
  return (
    <div className="notice notice-quiet notice-row">
      <span>Reading the file</span>
      <progress aria-label="Reading the file" value={done} max={1} />
      <span className="reading-share">{percent(done)}</span>
      <button type="button" className="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}

/** A file that cannot be used: which, where in it, why. Stands until it is dismissed or another file is opened. */
export function Refused() {
  const problem = useRun((state) => state.fileProblem);
  const [dismissed, setDismissed] = useState<RefusedFile | null>(null);
  if (!problem || problem === dismissed) return null;
  return <RefusedNotice problem={problem} onDismiss={() => setDismissed(problem)} />;
}

export function RefusedNotice({ problem, onDismiss }: { problem: RefusedFile; onDismiss: () => void }) {
  const { file, line, column, message, lost = false } = problem;
  const place = [
    file,
    line === null ? '' : `line ${count(line)}`,
    column === null ? '' : `column ${column.replace('character ', '')}`,
  ].filter((part) => part !== '');
  return (
    <div className="notice notice-failure" role="alert">
      <p>
        <strong>{place.join(', ')}:</strong>{' '}
        {lost && 'The engine was restarted, and the trace cannot be read again: '}
        {fullStop(message)} {lost ? 'Requests are drawn from the sliders now.' : 'Nothing else has changed.'}
      </p>
      <button type="button" className="button-plain" aria-label="Dismiss" onClick={onDismiss}>
        <CloseIcon />
      </button>
    </div>
  );
}

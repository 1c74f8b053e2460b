import { useRef } from 'react';
import { useStores } from '../use-stores';

/** Where a trace is opened. It can be dropped anywhere on the page, too; what goes wrong is said in the notices. */
export function TracePanel() {
  const { imports } = useStores();
  const picker = useRef<HTMLInputElement>(null);

  const open = (files: FileList | null) => {
    const file = files?.[0];
    if (file) void imports.getState().openFile(file);
    // The same file may be picked again after it was mended.
    if (picker.current) picker.current.value = '';
  };

  return (
    <div className="trace">
      <h3>Requests</h3>
      <p className="hint">
        Drawn from the sliders, or replayed from a trace: drop a file on the page or open one. Nothing is
        uploaded.
      </p>
      <button type="button" className="button" onClick={() => picker.current?.click()}>
        Open trace
      </button>
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
  );
}

import { useEffect, useState } from 'react';
import { useStores } from '../use-stores';

/** A file may be dropped anywhere on the page; while one hovers, the page says what would happen. */
export function DropZone() {
  const { imports } = useStores();
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Entering a child leaves its parent: only the balance says whether the file is still over the page.
    let depth = 0;
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFile(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFile(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const move = (event: DragEvent) => {
      if (hasFile(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      void imports.getState().openFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = [
      ['dragenter', enter],
      ['dragleave', leave],
      ['dragover', move],
      ['drop', drop],
    ] as const;
    for (const [type, listener] of listeners) addEventListener(type, listener);
    return () => {
      for (const [type, listener] of listeners) removeEventListener(type, listener);
    };
  }, [imports]);

  if (!over) return null;
  return (
    <div className="drop-zone">
      <p>
        Drop a file: a request trace (Azure 2023 CSV, Mooncake JSONL, any CSV of arrivals and tokens), a
        model’s config.json, a chip, a scenario, or a ledger.
        <small>It is read in this page. Nothing is uploaded.</small>
      </p>
    </div>
  );
}

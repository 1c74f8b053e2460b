import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FileProblem } from '../worker/api';
import type * as Reader from './import-file';
import type { Imported, ImportParts, ImportTurn } from './import-file';

export interface ImportState {
  imported: Imported | null;
  /** Any file: what it is follows from its content. */
  openFile: (file: File) => Promise<void>;
  /** Several that came at once: the first is read, and that the others are not is said. */
  openFiles: (files: readonly File[]) => Promise<void>;
  /** A link, a preset's id, or the content of any file. */
  openText: (text: string) => Promise<void>;
  cancel: () => void;
  dismiss: () => void;
}

const unread = (file: string): FileProblem => ({
  file,
  line: null,
  column: null,
  message: 'is not read: the part of this page that reads files could not be fetched',
});

/** Files and texts that people bring. Their readers come with the first one. */
export function createImportStore(parts: ImportParts): StoreApi<ImportState> {
  /** Grows with every file; what an older one comes to is dropped. */
  let newest = 0;
  return createStore((setState) => {
    const take = async (name: string, read: (reader: typeof Reader, turn: ImportTurn) => Promise<void>) => {
      const mine = ++newest;
      const isNewest = () => newest === mine;
      const tell = (imported: Imported | null) => {
        if (isNewest()) setState({ imported });
      };
      parts.client.cancelLedger();
      tell(null);
      const reader = await import('./import-file').catch(() => null);
      if (reader) await read(reader, { tell, isNewest });
      else tell({ kind: 'refused', problem: unread(name) });
    };
    const openFile = (file: File) => take(file.name, ({ importFile }, turn) => importFile(file, parts, turn));
    const giveUp = () => {
      newest++;
      parts.client.cancelLedger();
      setState({ imported: null });
    };
    return {
      imported: null,
      openFile,
      async openFiles(files) {
        const [first] = files;
        if (!first) return;
        await openFile(first);
        if (files.length === 1) return;
        const message = `Of these ${String(files.length)} files only ${first.name} was looked at: they are opened one at a time.`;
        // After it, for a scenario that is shown takes what was said of the last one away.
        parts.scenarioStore.getState().report([{ key: 'file', value: first.name, message }]);
      },
      openText: (text) => take('pasted text', ({ importText }, turn) => importText(text, parts, turn)),
      cancel: giveUp,
      dismiss: giveUp,
    };
  });
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Imported, ImportParts } from './import-file';

export interface ImportState {
  imported: Imported | null;
  /** Any file: what it is follows from its content. */
  openFile: (file: File) => Promise<void>;
  /** A link, a preset's id, or the content of any file. */
  openText: (text: string) => Promise<void>;
  cancel: () => void;
  dismiss: () => void;
}

/** Files and texts that people bring. Their readers come with the first one. */
export function createImportStore(parts: ImportParts): StoreApi<ImportState> {
  /** Grows with every file; what an older one comes to is dropped. */
  let newest = 0;
  return createStore((setState) => {
    const take = async (read: (tell: (imported: Imported | null) => void) => Promise<void>) => {
      const mine = ++newest;
      const tell = (imported: Imported | null) => {
        if (newest === mine) setState({ imported });
      };
      parts.client.cancelLedger();
      tell(null);
      await read(tell);
    };
    const giveUp = () => {
      newest++;
      parts.client.cancelLedger();
      setState({ imported: null });
    };
    return {
      imported: null,
      openFile: (file) => take(async (tell) => (await import('./import-file')).importFile(file, parts, tell)),
      openText: (text) => take(async (tell) => (await import('./import-file')).importText(text, parts, tell)),
      cancel: giveUp,
      dismiss: giveUp,
    };
  });
}

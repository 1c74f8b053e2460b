import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LedgerSummary } from '../engine/sim/ledger-reader';
import type { FileProblem } from '../worker/api';
import type { EngineClient } from '../worker/client';
import type { RunState } from './run-store';
import type { ScenarioState } from './scenario-store';

/** What came of the last file or text that was brought; stands until it is dismissed. */
export type Imported =
  | { kind: 'reading'; name: string; done: number }
  | { kind: 'refused'; problem: FileProblem }
  /** What the scenario has now, as a sentence; `chip` is the one to look at. */
  | { kind: 'taken'; said: string; chip: string | null }
  | { kind: 'ledger'; name: string; summary: LedgerSummary };

export interface ImportState {
  imported: Imported | null;
  /** Any file: what it is follows from its content. */
  openFile: (file: File) => Promise<void>;
  /** A link, a preset's id, or the content of any file. */
  openText: (text: string) => Promise<void>;
  cancel: () => void;
  dismiss: () => void;
}

/** What the reading of a file may use. */
export interface ImportParts {
  scenarioStore: StoreApi<ScenarioState>;
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'readLedger' | 'cancelLedger'>;
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

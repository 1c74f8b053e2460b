import type { StoreApi } from 'zustand/vanilla';
import type { EngineClient } from '../worker/client';
import type { RunState } from './run-store';

/** Files about the run on screen that only another run can give. */
export interface RunFiles {
  /** Null where there is no run, or when it was cancelled. */
  write: (kind: 'ledger' | 'chrome-trace', onProgress: (done: number) => void) => Promise<Blob | null>;
  cancel: () => void;
}

export function createRunFiles(parts: {
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'runFile' | 'cancelFile'>;
}): RunFiles {
  const { runStore, client } = parts;
  return {
    write(kind, onProgress) {
      const { asked } = runStore.getState();
      return asked ? client.runFile(kind, asked, onProgress) : Promise.resolve(null);
    },
    cancel: client.cancelFile,
  };
}

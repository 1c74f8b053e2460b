import { useCallback, useEffect, useRef, useState } from 'react';
import { download } from '../../share/export/download';
import { useStores } from '../use-stores';

/** What the export dialog has to say about the file that was asked for last. */
export interface Saving {
  said: string;
  /** 0 to 1 while a file takes time; null otherwise. */
  progress: number | null;
}

/** Makes a file; `tell` takes the share that is done. Null where it was given up. */
export type MakeFile = (
  tell: (done: number) => void,
  signal: AbortSignal,
) => Blob | null | Promise<Blob | null>;

/**
 * Makes one file at a time and says what became of it; another that is asked for meanwhile has to be asked for again.
 * What is still being written when the dialog closes is given up.
 */
export function useExport() {
  const { files } = useStores();
  const [saving, setSaving] = useState<Saving>({ said: '', progress: null });
  const open = useRef(true);
  /** Of the file under way; null: there is none. */
  const underWay = useRef<{ name: string; stop: AbortController } | null>(null);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
      underWay.current?.stop.abort();
      files.cancel();
    };
  }, [files]);

  const save = useCallback(async (name: string, make: MakeFile) => {
    if (underWay.current) {
      const other = underWay.current.name;
      setSaving(({ progress }) => ({ said: `${other} comes first; then ask for ${name} again.`, progress }));
      return;
    }
    const stop = new AbortController();
    underWay.current = { name, stop };
    setSaving({ said: `Making ${name} …`, progress: null });
    const tell = (progress: number) => {
      if (open.current) setSaving(({ said }) => ({ said, progress }));
    };
    let said: string;
    try {
      const blob = await make(tell, stop.signal);
      if (blob && open.current) download(name, blob);
      said = blob ? `Saved ${name}.` : `${name} was not made.`;
    } catch (error) {
      said = `${name} could not be made: ${error instanceof Error ? error.message : String(error)}.`;
    }
    underWay.current = null;
    if (open.current) setSaving({ said, progress: null });
  }, []);
  const cancel = () => {
    underWay.current?.stop.abort();
    files.cancel();
  };
  return { ...saving, save, cancel };
}

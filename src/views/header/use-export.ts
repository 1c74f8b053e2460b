import { useCallback, useEffect, useRef, useState } from 'react';
import { download } from '../../share/export/download';
import { useStores } from '../use-stores';

/** What the export dialog has to say about the file that was asked for last. */
export interface Saving {
  said: string;
  /** 0 to 1 while a file takes time; null otherwise. */
  progress: number | null;
}

/** Makes files and says what became of them; what is still being written when the dialog closes is given up. */
export function useExport() {
  const { files } = useStores();
  const [saving, setSaving] = useState<Saving>({ said: '', progress: null });
  const open = useRef(true);
  const stop = useRef(new AbortController());
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
      stop.current.abort();
      files.cancel();
    };
  }, [files]);

  const save = useCallback(
    async (
      name: string,
      make: (tell: (done: number) => void, signal: AbortSignal) => Blob | null | Promise<Blob | null>,
    ) => {
      stop.current = new AbortController();
      setSaving({ said: `Making ${name} …`, progress: null });
      const tell = (progress: number) => {
        if (open.current) setSaving({ said: `Making ${name} …`, progress });
      };
      let said: string;
      try {
        const blob = await make(tell, stop.current.signal);
        if (blob && open.current) download(name, blob);
        said = blob ? `Saved ${name}.` : `${name} was not made.`;
      } catch (error) {
        said = `${name} could not be made: ${error instanceof Error ? error.message : String(error)}.`;
      }
      if (open.current) setSaving({ said, progress: null });
    },
    [],
  );
  const cancel = () => {
    stop.current.abort();
    files.cancel();
  };
  return { ...saving, save, cancel };
}

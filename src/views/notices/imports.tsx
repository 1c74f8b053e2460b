import { lazy, Suspense, useState } from 'react';
import { CloseIcon } from '../icons';
import { useImport, useStores } from '../use-stores';
import { ReadingNotice, RefusedNotice } from './file-notices';

const LaterChipEditor = lazy(() =>
  import('../own/chip-editor').then(({ ChipEditor }) => ({ default: ChipEditor })),
);

const LaterLedgerNotice = lazy(() =>
  import('./ledger-notice').then(({ LedgerNotice }) => ({ default: LedgerNotice })),
);

/** What came of a file or text that was brought. */
export function Imports() {
  const { imports } = useStores();
  const imported = useImport((state) => state.imported);
  const [chip, setChip] = useState<string | null>(null);
  const dismiss = () => imports.getState().dismiss();
  return (
    <>
      {imported?.kind === 'reading' && <ReadingNotice done={imported.done} onCancel={dismiss} />}
      {imported?.kind === 'refused' && <RefusedNotice problem={imported.problem} onDismiss={dismiss} />}
      {imported?.kind === 'taken' && (
        <div className="notice notice-quiet" role="status">
          <p>
            {imported.said}{' '}
            {imported.chip !== null && (
              <button type="button" className="button-small" onClick={() => setChip(imported.chip)}>
                Look at it
              </button>
            )}
          </p>
          <button type="button" className="button-plain" aria-label="Dismiss" onClick={dismiss}>
            <CloseIcon />
          </button>
        </div>
      )}
      <Suspense>
        {imported?.kind === 'ledger' && (
          <LaterLedgerNotice name={imported.name} summary={imported.summary} onDismiss={dismiss} />
        )}
        {chip !== null && <LaterChipEditor chip={chip} onClose={() => setChip(null)} />}
      </Suspense>
    </>
  );
}

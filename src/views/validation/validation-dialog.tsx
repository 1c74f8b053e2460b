import { Suspense } from 'react';
import { ErrorBoundary } from '../error-boundary';
import { Dialog } from '../header/dialog';
import '../header/dialogs.css';
import { useStores } from '../use-stores';
import type { ValidationRequest } from '../../store/view-store';
import { ErrorTable } from './error-table';
import { LeftOutTable } from './left-out-table';
import { useValidation } from './load';
import { Measured } from './measured';
import { Summary } from './summary';
import { TargetTable } from './target-table';
import { UnscoredTable } from './unscored-table';
import { WorstTable } from './worst-table';
import './validation.css';

/** Predictions beside measurements: how far off, where, and what is known of why. */
export function ValidationDialog({ asked }: { asked: ValidationRequest }) {
  const { view } = useStores();
  return (
    <Dialog title="How right is it?" wide onClose={() => view.getState().set({ validation: null })}>
      <ErrorBoundary what="The comparison with measurements">
        <Suspense fallback={<p role="status">Fetching the measurements …</p>}>
          <Parts asked={asked} />
        </Suspense>
      </ErrorBoundary>
    </Dialog>
  );
}

function Parts({ asked }: { asked: ValidationRequest }) {
  const summary = useValidation();
  return (
    <div className="validation">
      <Summary summary={summary} />
      <Measured summary={summary} asked={asked} />
      <TargetTable headlines={summary.headlines} />
      <LeftOutTable rows={summary.crossValidation} />
      <ErrorTable groups={summary.groups} compared={summary.compared} />
      <WorstTable worst={summary.worst} failures={summary.failures} />
      <UnscoredTable rows={summary.rows} scored={summary.scored} unsupported={summary.unsupported} />
    </div>
  );
}

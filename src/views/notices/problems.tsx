import type { Problem } from '../../scenario/scenario';
import { CloseIcon } from '../icons';
import { useRun, useScenario, useStores } from '../use-stores';

/** What of a link could not be used and what stands instead; and what is computed against better knowledge. */
export function Problems() {
  const { scenario: store } = useStores();
  const problems = useScenario((state) => state.problems);
  const warnings = useRun((state) => state.warnings);
  return (
    <>
      {problems.length > 0 && (
        <div className="notice" role="status">
          <div>
            <p>
              <strong>Not everything could be done as asked:</strong>
            </p>
            <List problems={problems} />
          </div>
          <button
            type="button"
            className="button-plain"
            aria-label="Dismiss"
            onClick={() => store.getState().dismissProblems()}
          >
            <CloseIcon />
          </button>
        </div>
      )}
      {warnings.length > 0 && (
        <div className="notice notice-quiet" role="status">
          <List problems={warnings} />
        </div>
      )}
    </>
  );
}

function List({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul>
      {problems.map(({ key, message }, i) => (
        <li key={`${key}${String(i)}`}>{message}</li>
      ))}
    </ul>
  );
}

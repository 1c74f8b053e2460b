import type { Problem } from '../../scenario/scenario';
import { CloseIcon } from '../icons';
import { useRun, useScenario, useStores } from '../use-stores';

/** What of a link could not be used and what stands instead. */
export function Problems() {
  const { scenario: store } = useStores();
  const problems = useScenario((state) => state.problems);
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
    </>
  );
}

/**
 * What is computed against better knowledge, e.g. a context beyond the model's. It comes and goes while a slider moves, so
 * it stands at the foot of the window, where it moves nothing.
 */
export function Warnings() {
  const warnings = useRun((state) => state.warnings);
  if (warnings.length === 0) return null;
  return (
    <div className="notice notice-quiet notice-foot" role="status">
      <List problems={warnings} />
    </div>
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

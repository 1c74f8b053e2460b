import type { Problem } from '../../scenario/scenario';
import { count } from '../../units/format';
import { CloseIcon } from '../icons';
import { useRun, useScenario, useStores } from '../use-stores';

/** What of a link could not be used and what stands instead. */
export function Problems() {
  const { scenario: store } = useStores();
  const problems = useScenario((state) => state.problems);
  if (problems.length === 0) return null;
  return (
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

/** A mangled link can have hundreds; these are read, the rest opens. */
const FIRST = 6;

function List({ problems }: { problems: readonly Problem[] }) {
  const rest = problems.slice(FIRST);
  return (
    <>
      <Items problems={problems.slice(0, FIRST)} />
      {rest.length > 0 && (
        <details className="notice-rest">
          <summary>{`${count(rest.length)} more`}</summary>
          <Items problems={rest} />
        </details>
      )}
    </>
  );
}

function Items({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul>
      {problems.map(({ key, message }, i) => (
        <li key={`${key}${String(i)}`}>{message}</li>
      ))}
    </ul>
  );
}

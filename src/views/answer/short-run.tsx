import { FIELDS } from '../../scenario/fields';
import { count } from '../../units/format';
import { useRun, useScenario, useStores } from '../use-stores';
import { readOn } from './read-on';

/** Requests that would do where the run on screen has too few for its load; 0 where it has enough. */
export function useEnough(): number {
  const asked = useScenario((state) => state.scenario.requests);
  const enough = useRun(({ outcome, status }) => {
    const whole = status === 'done' && outcome?.a.report.requests === asked;
    const reports = whole ? [outcome.a.report, outcome.b?.report] : [];
    return Math.max(0, ...reports.map((report) => report?.requests_to_settle ?? 0));
  });
  const possible = Math.min(enough, FIELDS.n.range?.max ?? Infinity);
  return possible > asked ? possible : 0;
}

const WHY =
  'The cluster is still filling up when the last requests come: answers are faster, and tokens dearer, than they stay.';

/** A button in the line of the run's progress that says so, and gives the run enough. */
export function ShortRun({ enough }: { enough: number }) {
  const { scenario: store } = useStores();
  return (
    <div className="run-progress" data-on data-short>
      <button
        type="button"
        className="button-small"
        title={WHY}
        onClick={() => {
          store.getState().set({ requests: enough });
          readOn();
        }}
      >
        <span>Run too short: </span>
        {`simulate ${count(enough)}`}
      </button>
    </div>
  );
}

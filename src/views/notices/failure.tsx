import { fullStop } from '../full-stop';
import { useRun, useStores } from '../use-stores';

/** The engine stopped. What was asked is kept; one button starts it again. */
export function Failure() {
  const { run } = useStores();
  const failure = useRun((state) => state.failure);
  if (failure === null) return null;
  return (
    <div className="notice notice-failure" role="alert">
      <p>
        <strong>The simulation stopped.</strong> {fullStop(failure)} Your scenario is kept; numbers on screen
        are older.
      </p>
      <button type="button" className="button button-strong" onClick={() => run.getState().restart()}>
        Restart
      </button>
    </div>
  );
}

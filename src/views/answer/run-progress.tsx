import { isUnderWay } from '../../store/run-store';
import { useRun, useStores } from '../use-stores';

/** A thin line while a run is under way, and a way to stop a long one. Its room is kept, so nothing jumps. */
export function RunProgress() {
  const { run } = useStores();
  const running = useRun(isUnderWay);
  const progress = useRun((state) => (state.progress?.side === 'file' ? null : state.progress));
  const withB = useRun((state) => (state.estimate?.b ?? state.outcome?.b) != null);
  const done = progress ? overall(progress.side === 'b', progress.done, withB) : 0;
  return (
    <div className="run-progress" data-on={running && done > 0}>
      <progress aria-label="Simulation" value={running ? done : 0} max={1} />
      <button
        type="button"
        className="button-small"
        disabled={!running}
        onClick={() => run.getState().cancel()}
      >
        Stop
      </button>
    </div>
  );
}

/** A runs before B; each is half of the way when there are two. */
function overall(onB: boolean, done: number, withB: boolean): number {
  return withB ? (onB ? 0.5 : 0) + done / 2 : done;
}

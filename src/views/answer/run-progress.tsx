import { isUnderWay } from '../../store/run-store';
import { useRun, useScenario, useStores } from '../use-stores';
import { progressWords } from './progress-words';
import { ShortRun, useEnough } from './short-run';

/** While a run is under way: a thin line, what is computed and how far, and a way to stop it. Its room is kept, so nothing jumps. */
export function RunProgress() {
  const { run } = useStores();
  const running = useRun(isUnderWay);
  const progress = useRun((state) => (state.progress?.of === 'file' ? null : state.progress));
  const requests = useRun((state) => state.progressOf);
  const withB = useScenario((state) => state.scenario.b !== null);
  const done = running && progress ? progress.done : 0;
  const enough = useEnough();
  if (enough > 0) return <ShortRun enough={enough} />;
  const words = progressWords(requests, done, withB);
  return (
    <div className="run-progress" data-on={done > 0}>
      <progress aria-label="Simulation" aria-valuetext={words} value={done} max={1} />
      <span>{words}</span>
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

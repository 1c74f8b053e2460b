import { useRun, useStores } from '../use-stores';

/** A person stopped a long run: what is on screen is older than the scenario. */
export function Stopped() {
  const { run } = useStores();
  const stopped = useRun((state) => state.status === 'cancelled');
  if (!stopped) return null;
  return (
    <div className="notice notice-quiet" role="status">
      <p>The simulation was stopped: simulated numbers on screen are older than the scenario.</p>
      <button type="button" className="button" onClick={() => run.getState().restart()}>
        Simulate
      </button>
    </div>
  );
}

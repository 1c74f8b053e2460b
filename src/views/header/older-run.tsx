import { encodeQuestion } from '../../scenario/codec';
import { useRun, useScenario } from '../use-stores';

/** While the last finished run is not of the scenario as it is now, whoever saves its numbers is told. */
export function OlderRun() {
  const now = useScenario((state) => encodeQuestion(state.scenario));
  const trace = useRun((state) => state.trace);
  const of = useRun((state) => state.question);
  if (of === null || (encodeQuestion(of.scenario) === now && of.trace === trace)) return null;
  return (
    <p className="hint">
      The last finished run is not of the scenario as it stands: it is older, or of its first requests.
      Result, energy, waterfall, ledger and trace are of that run, and the links in their files lead to it.
    </p>
  );
}

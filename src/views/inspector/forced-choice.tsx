import type { Decision } from '../../engine/routing/route';
import type { Selection } from '../../store/inspection-state';
import { useScenario, useStores } from '../use-stores';

/** A tried choice may stay: then it is part of the scenario and its link, and may be left to the rule again. */
export function ForcedChoice(props: { decision: Decision; selection: Selection; tried: number | null }) {
  const { decision, selection, tried } = props;
  const { scenario: store } = useStores();
  const custom = useScenario((state) => state.scenario.custom);
  const { side, request } = selection;
  const instances = decision.candidates.map(({ instance }) => instance);
  /** Choices about anything but this decision. */
  const others = custom.forced.filter(
    (choice) => choice.side !== side || choice.request !== request || !instances.includes(choice.instance),
  );
  const set = (forced: typeof custom.forced) => store.getState().set({ custom: { ...custom, forced } });
  const canKeep = tried !== null && instances.includes(tried) && tried !== decision.chosen;
  const isKept = others.length < custom.forced.length;
  if (!canKeep && !isKept) return null;
  return (
    <p>
      {canKeep && (
        <button
          type="button"
          className="button"
          onClick={() => set([...others, { side, request, instance: tried }])}
        >
          Keep this choice
        </button>
      )}{' '}
      {isKept && (
        <button type="button" className="button" onClick={() => set(others)}>
          Leave it to the rule
        </button>
      )}
    </p>
  );
}

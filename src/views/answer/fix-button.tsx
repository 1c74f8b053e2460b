import { patchSide } from '../../scenario/patch';
import { count } from '../../units/format';
import { chipName } from '../chip-name';
import { useScenario, useStores } from '../use-stores';
import { patchOf, type PoolFix } from './fix-of';
import { readOn } from './read-on';

/**
 * Sets the chips of one or more pools of a side at once, or its tensor parallelism, or both; and no fewer `requests` than it was
 * tried with, so that what it promised is what comes.
 */
export function FixButton(props: {
  id: 'a' | 'b';
  fixes: readonly PoolFix[];
  tensorParallel?: number | null;
  requests?: number | null;
}) {
  const { id, fixes, tensorParallel = null, requests } = props;
  const { scenario: store } = useStores();
  const own = useScenario((state) => state.scenario.custom);
  const locked = useScenario((state) => state.locked[id]);
  const words = fixes.map(({ role, choice, stages }) => {
    const pipeline = stages === undefined ? '' : ` in ${count(stages)} pipeline stages`;
    const chips = `${count(choice.count)} × ${chipName(choice.chip, own)}${pipeline}`;
    return role === null ? chips : `${chips} for ${role}`;
  });
  const all = words.join(' and ');
  const what =
    tensorParallel === null
      ? all
      : all === ''
        ? `tensor parallelism ${count(tensorParallel)}`
        : `${all} at TP ${count(tensorParallel)}`;
  return (
    <button
      type="button"
      className="button"
      disabled={locked}
      onClick={() => {
        const { scenario, set } = store.getState();
        set({
          [id]: patchSide(scenario[id]!, patchOf(fixes, tensorParallel)),
          requests: Math.max(scenario.requests, requests ?? 0),
        });
        readOn();
      }}
    >
      Use {what} in {id.toUpperCase()}
    </button>
  );
}

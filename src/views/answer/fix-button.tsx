import { poolsInForce } from '../../scenario/defaults';
import type { PoolChoice } from '../../scenario/scenario';
import { count } from '../../units/format';
import { chipName } from '../chip-choice';
import { useScenario, useStores } from '../use-stores';
import { poolName } from './metrics';

type Pools = Partial<Record<'prefill' | 'decode', PoolChoice>>;

/** Sets the chips of one or both pools of a side at once. */
export function FixButton({ id, pools }: { id: 'a' | 'b'; pools: Pools }) {
  const { scenario: store } = useStores();
  const own = useScenario((state) => state.scenario.custom);
  const locked = useScenario((state) => state.locked[id]);
  const single = useScenario((state) => {
    const side = state.scenario[id];
    return side === null || poolsInForce(side).prefill === null;
  });
  const words = (Object.entries(pools) as [keyof Pools, PoolChoice][]).map(([key, choice]) => {
    const chips = `${count(choice.count)} × ${chipName(choice.chip, own)}`;
    return single ? chips : `${chips} for ${poolName(key).toLowerCase()}`;
  });
  return (
    <button
      type="button"
      className="button"
      disabled={locked}
      onClick={() => store.getState().setSide(id, pools)}
    >
      Use {words.join(' and ')} in {id.toUpperCase()}
    </button>
  );
}

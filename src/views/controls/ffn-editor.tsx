import { chipsOfKind } from '../chip-choice';
import { useScenario, useStores } from '../use-stores';
import { PoolPicker } from './pool-picker';

/** The pool with the FFN, apart from attention. */
export function FfnEditor({ side }: { side: 'a' | 'b' }) {
  const { scenario: store } = useStores();
  const split = useScenario((state) => state.scenario[side]?.split);
  const own = useScenario((state) => state.scenario.custom);
  if (!split) return null;
  return (
    <div className="pool">
      <PoolPicker
        title="FFN chip"
        name={`FFN chip of ${side.toUpperCase()}`}
        chips={chipsOfKind('any', split.ffn.chip, own)}
        choice={split.ffn}
        onChange={(ffn) => store.getState().setSide(side, { split: { ...split, ffn } })}
      />
    </div>
  );
}

import type { SideScenario } from '../../scenario/scenario';
import { count } from '../../units/format';
import { chipName } from '../chip-name';
import { useScenario, useStores } from '../use-stores';
import type { PoolFix } from './fix-of';

/** Sets the chips of one or more pools of a side at once. */
export function FixButton({ id, fixes }: { id: 'a' | 'b'; fixes: readonly PoolFix[] }) {
  const { scenario: store } = useStores();
  const own = useScenario((state) => state.scenario.custom);
  const locked = useScenario((state) => state.locked[id]);
  const words = fixes.map(({ role, choice }) => {
    const chips = `${count(choice.count)} × ${chipName(choice.chip, own)}`;
    return role === null ? chips : `${chips} for ${role}`;
  });
  return (
    <button
      type="button"
      className="button"
      disabled={locked}
      onClick={() => store.getState().setSide(id, merged(fixes))}
    >
      Use {words.join(' and ')} in {id.toUpperCase()}
    </button>
  );
}

const merged = (fixes: readonly PoolFix[]): Partial<SideScenario> =>
  fixes.reduce<Partial<SideScenario>>((all, { patch }) => ({ ...all, ...patch }), {});

import { chipInputOf } from '../../scenario/custom';
import { poolsInForce } from '../../scenario/defaults';
import type { PoolChoice } from '../../scenario/scenario';
import type { CatalogueRequest } from '../../store/view-store';
import { count } from '../../units/format';
import { chipsFor, countAfterChange } from '../chip-choice';
import { useScenario, useStores } from '../use-stores';

type SideId = 'a' | 'b';
type PoolKey = 'prefill' | 'decode';

interface Place {
  side: SideId;
  pool: PoolKey;
  choice: PoolChoice;
  /** Null for a side with one pool. */
  role: string | null;
}

/** Puts a chip into any pool that can run it; the pool that the search was opened for comes first. */
export function UseChip({ chip, slot }: { chip: string; slot: CatalogueRequest['slot'] }) {
  const { scenario: store } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const locked = useScenario((state) => state.locked);
  const known = chipInputOf(chip, scenario.custom);
  if (!known?.ok) return <p className="hint-strong">{known?.reason}</p>;

  const places = (['a', 'b'] as const).flatMap((side): Place[] => {
    const at = scenario[side];
    if (at === null) return [];
    const { prefill, decode } = poolsInForce(at);
    return [
      ...(prefill ? [{ side, pool: 'prefill' as const, choice: prefill, role: 'prefill' }] : []),
      { side, pool: 'decode', choice: decode, role: prefill ? 'decode' : null },
    ];
  });
  const isAsked = ({ side, pool }: Place) => slot?.side === side && slot.pool === pool;
  const fitting = places
    .filter(({ side, pool }) => {
      const architecture = scenario[side]!.architecture;
      return chipsFor(architecture, pool, '', scenario.custom).some((group) =>
        group.chips.some(({ id }) => id === chip),
      );
    })
    .sort((p, q) => Number(isAsked(q)) - Number(isAsked(p)));
  if (fitting.length === 0) {
    return <p className="hint">No pool of this scenario runs on such a chip; another architecture does.</p>;
  }
  return (
    <p className="catalogue-use">
      {fitting.map((place) => {
        const { side, pool, choice, role } = place;
        const next = { chip, count: countAfterChange(choice, chip, scenario.custom) };
        const used = choice.chip === chip;
        const name = `${side.toUpperCase()}${role === null ? '' : `, ${role}`}`;
        return (
          <button
            key={`${side}${pool}`}
            type="button"
            className={isAsked(place) ? 'button button-strong' : 'button'}
            disabled={used || locked[side]}
            onClick={() => store.getState().setSide(side, { [pool]: next })}
          >
            {used ? `In use in ${name}` : `Use ${count(next.count)} in ${name}`}
          </button>
        );
      })}
    </p>
  );
}

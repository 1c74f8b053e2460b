import { poolsInForce } from '../../scenario/defaults';
import { FIELDS } from '../../scenario/fields';
import type { SideScenario } from '../../scenario/scenario';
import { ARCHITECTURE_TEXT } from '../architectures';
import { useScenario, useStores } from '../use-stores';
import { fieldsOf } from './field-groups';
import { Rows } from './group-fields';
import { PoolFields } from './pool-fields';

type SideId = 'a' | 'b';

/** What folds open below a side's cards: its pools, and every row of the table that belongs to its cluster. */
export function ClusterDetails({ id }: { id: SideId }) {
  const side = useScenario((state) => state.scenario[id]);
  const locked = useScenario((state) => state.locked[id]);
  if (side === null) return null;
  return (
    <fieldset className="side-rows" disabled={locked}>
      <legend className="visually-hidden">Cluster {id.toUpperCase()}</legend>
      <p className="hint">{ARCHITECTURE_TEXT[side.architecture].long}</p>
      <Pools id={id} side={side} />
      <Rows fields={fieldsOf('cluster', id)} />
    </fieldset>
  );
}

function Pools({ id, side }: { id: SideId; side: SideScenario }) {
  const { scenario: store } = useStores();
  const { prefill, decode } = poolsInForce(side);
  const name = id === 'a' ? 'A' : 'B';
  return (
    <>
      {prefill && (
        <PoolFields
          side={name}
          title={FIELDS['a.prefill'].label}
          pool="prefill"
          architecture={side.architecture}
          choice={prefill}
          onChange={(choice) => store.getState().setSide(id, { prefill: choice })}
        />
      )}
      <PoolFields
        side={name}
        title={decodeTitle(side)}
        pool="decode"
        architecture={side.architecture}
        choice={decode}
        onChange={(choice) => store.getState().setSide(id, { decode: choice })}
      />
    </>
  );
}

function decodeTitle(side: SideScenario): string {
  if (side.architecture === 'afd') return 'Attention pool';
  return poolsInForce(side).prefill === null ? 'Chip' : FIELDS['a.decode'].label;
}

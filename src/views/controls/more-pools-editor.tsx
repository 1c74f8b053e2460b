import { MOST_POOLS } from '../../scenario/more-pools';
import type { MorePool } from '../../scenario/scenario';
import { chipsOfKind } from '../chip-choice';
import { chipName } from '../chip-name';
import { useScenario, useStores } from '../use-stores';
import { ModelSelect } from './model-select';
import { PoolPicker } from './pool-picker';
import { RowEditor } from './row-editor';

const ROLES: readonly [role: MorePool['role'], label: string][] = [
  ['mixed', 'Both phases'],
  ['prefill', 'Prefill'],
  ['decode', 'Decode'],
  ['edge', 'Edge device'],
];

const roleName = (role: MorePool['role']) => ROLES.find(([id]) => id === role)![1];

const ANOTHER: MorePool = { role: 'mixed', chip: 'h100-sxm', count: 8, model: null };

/** Pools beside those of the architecture, as rows. */
export function MorePoolsEditor({ side }: { side: 'a' | 'b' }) {
  const { scenario: store } = useStores();
  const pools = useScenario((state) => state.scenario[side]?.more) ?? NONE;
  const set = (more: readonly MorePool[]) => store.getState().setSide(side, { more });
  const of = `of ${side.toUpperCase()}`;
  const nameOf = (index: number) => `pool ${String(index + 1)} ${of}`;
  return (
    <RowEditor
      label={`More pools ${of}`}
      rows={pools}
      nameOf={(_, i) => nameOf(i)}
      keyOf={(_, i) => String(i)}
      add="Add a pool"
      onAdd={pools.length < MOST_POOLS ? () => set([...pools, ANOTHER]) : null}
      onChange={set}
      row={(pool, change, i) => <PoolRow pool={pool} name={nameOf(i)} onChange={change} />}
    />
  );
}

const NONE: readonly MorePool[] = [];

function PoolRow(props: { pool: MorePool; name: string; onChange: (next: MorePool) => void }) {
  const { pool, name, onChange } = props;
  const own = useScenario((state) => state.scenario.custom);
  // Handing KV over is computed for GPUs, and an edge device is one.
  const kind = pool.role === 'prefill' || pool.role === 'edge' ? 'gpu' : 'any';
  return (
    <>
      <div className="field-row">
        <select
          aria-label={`Role, ${name}`}
          value={pool.role}
          onChange={({ target }) => onChange({ ...pool, role: target.value as MorePool['role'] })}
        >
          {ROLES.map(([role, label]) => (
            <option key={role} value={role}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <PoolPicker
        title="Chip"
        name={`${roleName(pool.role)}: ${chipName(pool.chip, own)}, ${name}`}
        chips={chipsOfKind(kind, pool.chip, own)}
        choice={pool}
        onChange={({ chip, count }) => onChange({ ...pool, chip, count })}
      />
      <div className="field-row">
        <ModelSelect
          name={`Model of ${name}`}
          value={pool.model}
          none="Model: the scenario’s"
          onChange={(model) => onChange({ ...pool, model })}
        />
      </div>
    </>
  );
}

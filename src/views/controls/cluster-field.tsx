import { Suspense } from 'react';
import { carriedPools } from '../../scenario/carried-pools';
import { poolsInForce } from '../../scenario/defaults';
import type { SideScenario } from '../../scenario/scenario';
import { FIELDS } from '../../scenario/fields';
import { USUAL_SPECULATION } from '../../scenario/speculation';
import { count } from '../../units/format';
import { chipName } from '../chip-name';
import { layoutText } from '../architectures';
import { useDegrees, useLeftOver } from '../degrees';
import { Fold } from '../fold';
import { LockIcon } from '../icons';
import { LaterFolded } from '../later';
import { useScenario, useStores } from '../use-stores';
import { ArchitectureCards } from './architecture-cards';
import { LineSample } from './line-sample';
import { ResetButton } from './reset-button';

type SideId = 'a' | 'b';

/** One cluster: its architecture as cards; chips, counts and layout fold open below. */
export function ClusterField({ id }: { id: SideId }) {
  const { scenario: store } = useStores();
  const side = useScenario((state) => state.scenario[id]);
  const locked = useScenario((state) => state.locked[id]);
  const own = useScenario((state) => state.scenario.custom);
  const degrees = useDegrees(id);
  const leftOver = useLeftOver(id);
  const name = id === 'a' ? 'A' : 'B';
  return (
    <div className="cluster">
      <div className="cluster-head">
        <h3>
          Cluster {name} <LineSample side={name} />
        </h3>
        {!locked && <ResetButton label={`architecture of ${name}`} fields={[FIELDS[id]]} />}
        {side && (
          <button
            type="button"
            className="button-small cluster-option"
            aria-label={`Draft and verify in cluster ${name}`}
            aria-pressed={side.spec !== null}
            title="Speculative decoding: a small model drafts, the large one verifies"
            disabled={locked}
            onClick={() =>
              store.getState().setSide(id, { spec: side.spec === null ? USUAL_SPECULATION : null })
            }
          >
            {side.spec === null ? '+ drafts' : '− drafts'}
          </button>
        )}
        {side && (
          <button
            type="button"
            className="button-plain"
            aria-label={`Lock cluster ${name}`}
            aria-pressed={locked}
            title={locked ? 'Unlock' : 'Lock: presets, copies and swaps leave it as it is'}
            onClick={() => store.getState().lock(id, !locked)}
          >
            <LockIcon closed={locked} />
          </button>
        )}
      </div>
      <ArchitectureCards
        label={`Cluster ${name}`}
        value={side?.architecture ?? 'none'}
        mayBeNone={id === 'b'}
        disabled={locked}
        onChange={(choice) => {
          const { set, setSide } = store.getState();
          if (choice === 'none') set({ b: null });
          else
            setSide(id, {
              architecture: choice,
              ...carriedPools(side ?? store.getState().scenario.a, choice, own),
            });
        }}
      />
      {side && (
        <Fold
          id={`cluster-${id}`}
          summary={
            <span className="cluster-summary">
              {summaryOf(side, degrees, (chip) => chipName(chip, own))}
              {leftOver && `, ${leftOver}`}
            </span>
          }
        >
          <Suspense>
            <LaterFolded content={{ cluster: id }} />
          </Suspense>
        </Fold>
      )}
    </div>
  );
}

function summaryOf(side: SideScenario, degrees: string | null, nameOf: (chip: string) => string): string {
  const { prefill, decode } = poolsInForce(side);
  const pools = prefill ? [prefill, decode] : [decode];
  if (side.architecture === 'afd') pools.push(side.split.ffn);
  const chips = pools.map((pool) => `${count(pool.count)} × ${nameOf(pool.chip)}`).join(' → ');
  const drafts = side.spec === null ? '' : `, drafts of ${count(side.spec.drafted)}`;
  const auto = side.tensorParallel === 'auto' && degrees ? `, ${degrees} (auto)` : '';
  return chips + auto + layoutText(side) + drafts;
}

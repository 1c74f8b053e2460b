import type { SideReport } from '../../engine/result';
import { poolsInForce } from '../../scenario/defaults';
import type { PoolChoice, SideScenario } from '../../scenario/scenario';
import { count } from '../../units/format';
import { chipName } from '../chip-choice';
import { fullStop } from '../full-stop';
import { useScenario, useStores } from '../use-stores';
import { poolName } from './metrics';

/** What keeps a side from answering, by how much, and the smallest change that mends it as a button. */
export function Trouble({ id, report }: { id: 'a' | 'b'; report: SideReport | null | undefined }) {
  const { scenario: store } = useStores();
  const side = useScenario((state) => state.scenario[id]);
  if (!report || report.feasible || !side) return null;
  const name = id === 'a' ? 'A' : 'B';
  const fix = report.fix && fixOf(side, report.fix);
  return (
    <div className="trouble">
      <p>
        <strong>{name} cannot run this.</strong> {report.reason === null ? '' : fullStop(report.reason)}
      </p>
      {fix && (
        <button
          type="button"
          className="button"
          onClick={() => store.getState().setSide(id, { [fix.key]: fix.choice })}
        >
          Use {count(fix.choice.count)} × {chipName(fix.choice.chip)}
          {fix.role === null ? '' : ` for ${fix.role}`} in {name}
        </button>
      )}
    </div>
  );
}

interface Fix {
  key: 'prefill' | 'decode';
  /** Null when there is only one pool to speak of. */
  role: string | null;
  choice: PoolChoice;
}

/** Pools are counted as the engine does: prefill first where there are two. */
function fixOf(side: SideScenario, fix: NonNullable<SideReport['fix']>): Fix {
  const { prefill, decode } = poolsInForce(side);
  if (!prefill) return { key: 'decode', role: null, choice: { ...decode, count: fix.chips } };
  const key = fix.pool === 0 ? 'prefill' : 'decode';
  const pool = key === 'prefill' ? prefill : decode;
  return { key, role: poolName(key).toLowerCase(), choice: { ...pool, count: fix.chips } };
}

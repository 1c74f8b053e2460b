import { Suspense } from 'react';
import type { SideReport } from '../../engine/result';
import { poolsInForce } from '../../scenario/defaults';
import type { SideScenario } from '../../scenario/scenario';
import { fullStop } from '../full-stop';
import { LaterOverload } from '../later';
import { useScenario } from '../use-stores';
import { FixButton } from './fix-button';

/** What keeps a side from answering, by how much, and the smallest change that mends it as a button. */
export function Trouble({ id, report }: { id: 'a' | 'b'; report: SideReport | null | undefined }) {
  const side = useScenario((state) => state.scenario[id]);
  if (!report || !side) return null;
  if (report.feasible) {
    return report.saturated ? (
      <Suspense fallback={<div className="trouble overload" />}>
        <LaterOverload id={id} report={report} />
      </Suspense>
    ) : null;
  }
  const fix = report.fix && fixOf(side, report.fix);
  return (
    <div className="trouble">
      <p>
        <strong>{id.toUpperCase()} does not fit.</strong>{' '}
        {report.reason === null ? '' : fullStop(report.reason)}
      </p>
      {fix && <FixButton id={id} pools={{ [fix.key]: fix.choice }} />}
    </div>
  );
}

/** Pools are counted as the engine does: prefill first where there are two. */
function fixOf(side: SideScenario, fix: NonNullable<SideReport['fix']>) {
  const { prefill, decode } = poolsInForce(side);
  const key = prefill && fix.pool === 0 ? 'prefill' : 'decode';
  return { key, choice: { ...(key === 'prefill' && prefill ? prefill : decode), count: fix.chips } };
}

import { Suspense } from 'react';
import type { SideReport } from '../../engine/result';
import { fullStop } from '../full-stop';
import { LaterOverload } from '../later';
import { useScenario } from '../use-stores';
import { FixButton } from './fix-button';
import { poolFixes } from './fix-of';

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
  const fix = report.fix && poolFixes(side, report.fix.chips)[report.fix.pool];
  return (
    <div className="trouble">
      <p>
        <strong>{id.toUpperCase()} does not fit.</strong>{' '}
        {report.reason === null ? '' : fullStop(report.reason)}
      </p>
      {fix && <FixButton id={id} fixes={[fix]} />}
    </div>
  );
}

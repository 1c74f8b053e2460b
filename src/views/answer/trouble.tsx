import { Suspense } from 'react';
import type { SideReport } from '../../engine/result';
import { fullStop } from '../full-stop';
import { LaterMend, LaterOverload } from '../later';
import { useScenario } from '../use-stores';

/** What keeps a side from answering, by how much, and the smallest change that mends it as a button. */
export function Trouble({ id, report }: { id: 'a' | 'b'; report: SideReport | null | undefined }) {
  const there = useScenario((state) => state.scenario[id] !== null);
  if (!report || !there) return null;
  if (report.feasible) {
    return report.saturated ? (
      <Suspense
        fallback={
          <div className="trouble overload" data-coming>
            {id.toUpperCase()} is overloaded.
          </div>
        }
      >
        <LaterOverload id={id} report={report} />
      </Suspense>
    ) : null;
  }
  return (
    <div className="trouble">
      <p>
        <strong>{id.toUpperCase()} cannot run.</strong> {report.reason && fullStop(report.reason)}
      </p>
      <div className="mend">
        <Suspense fallback={<span data-coming />}>
          <LaterMend id={id} />
        </Suspense>
      </div>
    </div>
  );
}

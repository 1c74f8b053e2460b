import { useCallback } from 'react';
import type { SideReport } from '../../engine/result';
import { MOST_CHIPS } from '../../scenario/pool-choice';
import type { PoolChoice, Scenario } from '../../scenario/scenario';
import type { Beyond, Remedy } from '../../store/advice';
import { count, rate } from '../../units/format';
import { currentX } from '../current-x';
import { Word } from '../term';
import { useRun, useScenario, useStores } from '../use-stores';
import { Advised } from './advised';
import { FixButton } from './fix-button';
import type { PoolFix } from './fix-of';
import { useAtRest } from './use-at-rest';

/** A side whose queue grows without end: what is full first, and how many chips would do, by the closed form. */
export function Overload({ id, report }: { id: 'a' | 'b'; report: SideReport }) {
  const { advice } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const trace = useRun((state) => state.trace);
  const search = useCallback(
    (asked: Scenario, signal: AbortSignal) => advice.keepUp(asked, id, signal),
    [advice, id],
  );
  const remedy = useAtRest(search);
  const name = id.toUpperCase();
  const arriving = rate(currentX('load', scenario, trace));
  const finished = report.requests_per_s === null ? 'fewer' : rate(report.requests_per_s);
  return (
    <div className="trouble overload">
      <p>
        <strong>
          {name} is <Word word="overload">overloaded</Word>
        </strong>
        {`: ${arriving} requests arrive a second, it finishes ${finished}.`}
        {remedy?.found?.pools && (
          <span className="advice" data-current={remedy.current}>
            {fullFirst(remedy.found)}
          </span>
        )}
      </p>
      <Advised advice={remedy}>{(found) => <Way id={id} found={found} report={report} />}</Advised>
    </div>
  );
}

/** The remedy is of the architecture's own pools; one of two is named. */
function fixesOf({ first, pools }: Remedy): PoolFix[] {
  return (Object.entries(pools) as [keyof Remedy['pools'], PoolChoice][]).map(([key, choice]) => ({
    role: first === null ? null : key,
    choice,
    patch: { [key]: choice },
  }));
}

/** Out of the overload: a button where the closed form knows the chips, else what else there is to do. */
function Way({ id, found, report }: { id: 'a' | 'b'; found: Remedy | Beyond | null; report: SideReport }) {
  if (!found?.pools)
    return (
      <p className="hint">
        {`No number of these chips up to ${count(MOST_CHIPS)} is known to keep up${found ? whyNone(found) : ''}. Lower the load${belowWhat(report)}, shorten the context, or choose another chip or architecture.`}
      </p>
    );
  const fixes = fixesOf(found);
  if (fixes.length === 0)
    return (
      <p className="hint">
        The closed form sees room for this load, yet the queue of this run grew: a run of more requests can
        tell; less load or more chips give room.
      </p>
    );
  return (
    <div className="offer">
      <FixButton id={id} fixes={fixes} />
      <small>By the closed form, not by this run; with a tenth to spare.</small>
    </div>
  );
}

/** How far the most chips come, and what holds them up. */
function whyNone({ requestsPerSecond, oneMachine }: Beyond): string {
  const most = requestsPerSecond === null ? '' : `: so many would finish ${rate(requestsPerSecond)} a second`;
  return `${most}${oneMachine ? ' (SRAM chips of a pool form one machine, never several)' : ''}`;
}

/** A load that it would finish, where that is known. */
function belowWhat({ requests_per_s }: SideReport): string {
  return requests_per_s === null ? '' : ` below ${rate(requests_per_s)} requests a second`;
}

function fullFirst({ first }: Remedy): string {
  return first === null ? '' : ` Its ${first} pool is full first.`;
}

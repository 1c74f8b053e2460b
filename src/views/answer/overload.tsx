import { useCallback } from 'react';
import type { SideReport } from '../../engine/result';
import { MOST_CHIPS } from '../../scenario/pool-choice';
import type { Scenario } from '../../scenario/scenario';
import type { Beyond } from '../../store/advice';
import { count, rate, seconds, UNKNOWN } from '../../units/format';
import { currentX } from '../current-x';
import { Word } from '../term';
import { useRun, useScenario, useStores } from '../use-stores';
import { Advised } from './advised';
import { FixButton } from './fix-button';
import { useAtRest } from './use-at-rest';
import { waysOut, type WayOut, type WaysOut } from './ways-out';

/** A side whose queue grows without end: what is full first, and how many chips would do, by the closed form. */
export function Overload({ id, report }: { id: 'a' | 'b'; report: SideReport }) {
  const { advice } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const trace = useRun((state) => state.trace);
  const search = useCallback(
    (asked: Scenario, signal: AbortSignal) => waysOut(advice, asked, id, signal),
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
        {remedy?.found?.first && (
          <span className="advice" data-current={remedy.current}>
            {` Its ${remedy.found.first} pool is full first.`}
          </span>
        )}
      </p>
      <Advised advice={remedy}>{(found) => <Way id={id} found={found} report={report} />}</Advised>
    </div>
  );
}

/** Out of the overload: buttons where the closed form knows a way, else what else there is to do. */
function Way({ id, found, report }: { id: 'a' | 'b'; found: WaysOut | null; report: SideReport }) {
  const beyond = found?.beyond ?? null;
  if (found && beyond === null && found.ways.length === 0)
    return (
      <p className="hint">
        The closed form sees room for this load, yet the queue of this run grew: a run of more requests can
        tell; less load or more chips give room.
      </p>
    );
  return (
    <>
      {(found === null || beyond) && (
        <p className="hint">
          {`No number of these chips up to ${count(MOST_CHIPS)} is known to keep up${beyond ? whyNone(beyond) : ''}. Lower the load${belowWhat(report)}, shorten the context, or choose another chip or architecture.`}
        </p>
      )}
      {found?.ways.map((way) => (
        <div className="offer" key={String(way.tensorParallel)}>
          <FixButton id={id} fixes={way.fixes} tensorParallel={way.tensorParallel} />
          <small>{meansText(way)}</small>
        </div>
      ))}
      {found && found.ways.length > 0 && (
        <small>Means by the closed form, with a tenth of the load to spare.</small>
      )}
    </>
  );
}

function meansText({ ttft, tpot, misses }: WayOut): string {
  const print = (value: number | null) => (value === null ? UNKNOWN : seconds(value));
  const more = misses.length === 0 ? '' : `: ${misses.join(' and ')} more than promised`;
  return `TTFT ${print(ttft)}, TPOT ${print(tpot)}${more}`;
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

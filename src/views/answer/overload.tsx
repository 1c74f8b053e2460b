import { useCallback } from 'react';
import type { SideReport } from '../../engine/result';
import { MOST_CHIPS } from '../../scenario/pool-choice';
import type { Scenario } from '../../scenario/scenario';
import type { Beyond } from '../../store/advice';
import { count, counted, percent, rate, seconds, UNKNOWN } from '../../units/format';
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
    async (asked: Scenario, signal: AbortSignal) => waysOut(await advice(), asked, id, signal),
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
      {found === null && (
        <p className="hint">
          {`How many chips would keep up no closed form knows here; a run with more of them can tell. Less load${asItIs(report)}, a shorter context, or another chip or architecture give room, too.`}
        </p>
      )}
      {beyond && (
        <p className="hint">
          {`No number of these chips up to ${count(MOST_CHIPS)} is known to keep up with a tenth to spare${whyNone(beyond)}. Lower the load${asItIs(report)}, shorten the context, or choose another chip or architecture.`}
        </p>
      )}
      {found?.ways.map((way) => (
        <div className="offer" key={String(way.tensorParallel)}>
          <FixButton id={id} fixes={way.fixes} tensorParallel={way.tensorParallel} requests={way.requests} />
          <small>{meansText(way)}</small>
        </div>
      ))}
      {found && found.ways.length > 0 && <small>{standing(found.ways)}</small>}
    </>
  );
}

function meansText({ ttft, tpot, kept, overloaded, short }: WayOut): string {
  if (overloaded) return 'Still overloaded in a run: a first step.';
  const print = (value: number | null) => (value === null ? UNKNOWN : seconds(value));
  const promise = kept === null ? '' : `; ${percent(kept)} keep the promise`;
  const early = short ? '; run too short to settle, slower in the long run' : '';
  return `TTFT ${print(ttft)}, TPOT ${print(tpot)}${promise}${early}`;
}

/** What the numbers of the ways are of, and where to look for more. */
function standing(ways: readonly WayOut[]): string {
  const requests = ways[0]?.requests ?? null;
  const of =
    requests === null
      ? 'Means by the closed form, with a tenth of the load to spare.'
      : `Means of a run of ${counted(requests, 'request')}, which are then simulated.`;
  const missed = ways.some(({ kept }) => kept !== null && kept < MOST_KEPT);
  return missed ? `${of} Plan looks for what keeps the promise.` : of;
}

/** Fewer who keep a promise are too few for most who make one. */
const MOST_KEPT = 0.9;

/** How far the most chips come, and what holds them up. */
function whyNone({ requestsPerSecond, oneMachine }: Beyond): string {
  const most = requestsPerSecond === null ? '' : `: so many would finish ${rate(requestsPerSecond)} a second`;
  return `${most}${oneMachine ? ' (SRAM chips of a pool form one machine, never several)' : ''}`;
}

/** What it finishes as it is, where that is known. */
function asItIs({ requests_per_s }: SideReport): string {
  return requests_per_s === null ? '' : ` (the present chips finish ${rate(requests_per_s)} a second)`;
}

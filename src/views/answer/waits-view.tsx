import type { SideReport } from '../../engine/result';
import { count, percent } from '../../units/format';
import { chipName } from '../chip-name';
import { MUCH, shareOfTpot } from '../tpot-share';
import { useScenario } from '../use-stores';
import { poolName } from './part-names';
import { ShareBar } from './share-bar';
import type { ShownReports } from './shown-reports';

type Pool = SideReport['pools'][number];

const PARTS = [
  ['compute', 'Compute'],
  ['bytes', 'Memory bandwidth'],
  ['latency', 'Latency'],
  ['link', 'Links'],
  ['software', 'Software'],
  ['idle', 'Nothing to do'],
] as const;

/** What the chips of every pool wait for, as shares of its time. */
export function WaitsView({ reports: { a, b } }: { reports: ShownReports }) {
  return (
    <div className="answer-part">
      {a && <Pools side="A" report={a} />}
      {b && <Pools side="B" report={b} />}
      <p className="hint">
        Shares of a pool’s time, by what holds a step up: arithmetic, reading weights and KV, fixed times,
        links, or the serving software.
      </p>
    </div>
  );
}

function Pools({ side, report }: { side: string; report: SideReport }) {
  if (!report.feasible) return <p className="hint">{side} does not run.</p>;
  if (report.pools.every((pool) => pool.time_shares === null))
    return <p className="hint">{side}: the closed form does not know; the simulation will.</p>;
  const room = shareOfTpot(report, 'room', 'transfer');
  return (
    <>
      {report.pools.map((pool) => (
        <PoolShares key={pool.name} side={side} pool={pool} />
      ))}
      {room >= MUCH && (
        <p className="hint">
          {side}: {percent(room)} of its time per token is waiting for room in the decode pool’s memory, and
          moving KV there; its chips may have nothing to do meanwhile.
        </p>
      )}
    </>
  );
}

function PoolShares({ side, pool }: { side: string; pool: Pool }) {
  const own = useScenario((state) => state.scenario.custom);
  const { time_shares: shares } = pool;
  const name = `${side}: ${poolName(pool.name)}`;
  return (
    <div>
      <p className="answer-title">
        {name} <small>{`${count(pool.chips)} × ${chipName(pool.chip, own)}`}</small>
      </p>
      {shares === null ? (
        <p className="hint">Not known.</p>
      ) : (
        <ShareBar
          label={`${name} waits for`}
          parts={PARTS.map(([key, label]) => ({ label, share: shares[key] }))}
        />
      )}
    </div>
  );
}

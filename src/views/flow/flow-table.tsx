import { useEffect, useMemo, useState } from 'react';
import { bytes, count, percent, seconds } from '../../units/format';
import type { Seconds } from '../../units/units';
import type { Clock } from '../clock';
import { TIER_LABELS, tierOf } from '../palette';
import type { FlowSide } from './draw';
import { phaseOf } from './draw-pool';
import { moveTokens, type Motion } from './token-motion';

/** Numbers that change faster than this cannot be read. */
const REFRESH_MILLISECONDS = 400;

/** The picture as a table: the state of each pool now. Follows the clock a few times a second. */
export function FlowTable({ sides, clock }: { sides: readonly FlowSide[]; clock: Clock }) {
  const [time, setTime] = useState(clock.now);
  const motion = useMemo(() => stateAt(sides, time), [sides, time]);
  useEffect(() => {
    let timer: number | null = null;
    const leave = clock.subscribe(() => {
      timer ??= window.setTimeout(() => {
        timer = null;
        setTime(clock.now());
      }, REFRESH_MILLISECONDS);
    });
    return () => {
      leave();
      if (timer !== null) window.clearTimeout(timer);
    };
  }, [clock]);

  return (
    <div className="flow-table">
      <table>
        <caption>Pools at {seconds(motion.time)} of cluster time</caption>
        <thead>
          <tr>
            {['Side', 'Pool', 'Chip', 'Count', 'Busy', 'Running', 'Waiting', 'Memory', 'Weights', 'KV'].map(
              (name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {sides.flatMap((side, i) =>
            (side.snapshot?.pools ?? []).map((pool, p) => {
              const now = motion.lanes[i]?.pools[p];
              return (
                <tr key={`${i}-${p}`}>
                  <th scope="row">{'AB'[i]}</th>
                  <td>{phaseOf(pool)}</td>
                  <td>{pool.chipName}</td>
                  <td>{count(pool.chips)}</td>
                  <td>{percent(now?.busyShare ?? NaN)}</td>
                  <td>{count(now?.running ?? NaN)}</td>
                  <td>{count(now?.waiting ?? NaN)}</td>
                  <td>
                    {TIER_LABELS[tierOf(pool.tier)]} {bytes(pool.capacityBytes)}
                  </td>
                  <td>{bytes(pool.weightBytes)}</td>
                  <td>{bytes(now?.kvBytes ?? NaN)}</td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </div>
  );
}

function stateAt(sides: readonly FlowSide[], time: Seconds): Motion {
  const snapshots = sides.map((side) => side.snapshot);
  return moveTokens(snapshots, [], time, { speed: 1, still: true });
}

import { useMemo } from 'react';
import { bytes, count, counted, percent, seconds } from '../../units/format';
import type { Clock } from '../clock';
import { TIER_LABELS, tierOf } from '../palette';
import { AnswersTable } from './answers-table';
import type { FlowSide } from './draw';
import { phaseOf } from './draw-pool';
import { around } from './facts';
import type { Selected } from './draw-selected';
import { tierName } from './draw-vessels';
import { levelAt, seriesAt } from './pool-now';
import type { Spotlight } from './spotlight';
import { stateAt } from './state-at';
import type { Motion } from './token-motion';
import { useSlowTime } from './use-slow-time';

export interface FlowTableProps {
  sides: readonly FlowSide[];
  /** The answers that the picture writes out. */
  spotlights: readonly Spotlight[];
  /** The request that is looked into; it is among them. */
  pinned: Selected | null;
  clock: Clock;
}

/** What the means of the sides are taken over, once where that is the same. */
function spans(sides: readonly FlowSide[]): string {
  const [a = '', b = a] = sides.flatMap(({ snapshot }) => (snapshot ? [around(snapshot)] : []));
  return a === b ? a : `${a} (A),${b} (B)`;
}

/** The picture as a table: the state of each pool now, and of the answers. Follows the clock a few times a second. */
export function FlowTable({ sides, spotlights, pinned, clock }: FlowTableProps) {
  const time = useSlowTime(clock);
  const motion = useMemo(() => stateAt(sides, time, spotlights, pinned), [sides, time, spotlights, pinned]);
  const models = new Set(sides.flatMap(({ snapshot }) => snapshot?.pools.map(({ model }) => model) ?? []));
  return (
    <div className="flow-table">
      <table>
        <caption>
          Pools at {seconds(motion.time)} of cluster time; steps and KV are means{spans(sides)}
        </caption>
        <thead>
          <tr>
            {[
              'Side',
              'Pool',
              'Chip',
              'Count',
              'In a step',
              'Waits for',
              'Running',
              'Waiting',
              'Memory',
              'Weights',
              'KV',
            ].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sides.flatMap((side, i) =>
            (side.snapshot?.pools ?? []).map((pool, p) => {
              const now = motion.lanes[i]?.pools[p];
              return (
                <tr key={`${i}-${p}`}>
                  <th scope="row">{'AB'[i]}</th>
                  <td>
                    {phaseOf(pool)}
                    {models.size > 1 && `, ${pool.model}`}
                    {pool.roundTripSeconds > 0 && `, behind a network of ${seconds(pool.roundTripSeconds)}`}
                  </td>
                  <td>{pool.chipName}</td>
                  <td>{count(pool.chips)}</td>
                  <td>{percent(now?.busyShare ?? NaN)}</td>
                  <td>{now?.boundBy ?? 'nothing: idle'}</td>
                  <td>{count(now?.running ?? NaN)}</td>
                  <td>{count(now?.waiting ?? NaN)}</td>
                  <td>
                    {TIER_LABELS[tierOf(pool.tier)]} {bytes(pool.capacityBytes)}
                  </td>
                  <td>{bytes(pool.weightBytes)}</td>
                  <td>
                    {bytes(now?.kvBytes ?? NaN)}
                    {now && now.keptBytes > 0 && `, kept ${bytes(now.keptBytes)}`}
                  </td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
      <AnswersTable sides={sides} motion={motion} />
      {sides.some(({ snapshot }) => snapshot && (snapshot.link || snapshot.tiers.length > 0)) && (
        <BetweenTable sides={sides} motion={motion} />
      )}
      {sides.map(
        ({ asked, note }, i) => asked && <p key={i}>{`${'AB'[i] ?? ''} cannot run. ${note ?? ''}`}</p>,
      )}
      {motion.lanes.map(
        ({ rejected }, i) =>
          rejected > 0 && (
            <p key={i}>{`${'AB'[i] ?? ''}: ${counted(rejected, 'request')} turned away so far`}</p>
          ),
      )}
    </div>
  );
}

/** Links between pools, and tiers behind the device. */
function BetweenTable({ sides, motion }: { sides: readonly FlowSide[]; motion: Motion }) {
  const rows = sides.flatMap(({ snapshot }, i) => {
    if (!snapshot) return [];
    const { link, tiers, durationSeconds } = snapshot;
    const at = (column: Float32Array) => seriesAt(column, durationSeconds, motion.time);
    const between: Row[] = link
      ? [
          {
            side: i,
            name: 'link',
            holds: `KV of ${counted(motion.lanes[i]?.moving.length ?? 0, 'request')}`,
            use: `carries ${percent(at(link.busyShare))} of the time`,
            most: `${bytes(link.bytesPerSecond)}/s`,
          },
        ]
      : [];
    const behind = tiers.map((tier) => ({
      side: i,
      name: tierName(tier),
      holds: `${bytes(levelAt(tier.heldBytes, durationSeconds, motion.time))} of ${bytes(tier.capacityBytes)}`,
      use: `read at ${bytes(at(tier.readRate))}/s`,
      most: `${bytes(tier.readBytesPerSecond)}/s`,
    }));
    return [...between, ...behind];
  });
  return (
    <table>
      <caption>Links, and memory behind the device</caption>
      <thead>
        <tr>
          {['Side', 'Name', 'Holds', 'Use', 'At most'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ side, name, holds, use, most }, key) => (
          <tr key={key}>
            <th scope="row">{'AB'[side]}</th>
            <td>{name}</td>
            <td>{holds}</td>
            <td>{use}</td>
            <td>{most}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Row {
  side: number;
  name: string;
  holds: string;
  use: string;
  most: string;
}

import { count, rate } from '../../units/format';
import type { FlowSide } from './draw';
import { statusOf } from './draw-answers';
import type { Motion } from './token-motion';

const COLUMNS = [
  'Side',
  'Tokens/s per user now',
  'Mean of the run',
  'Tokens delivered',
  'In the queue',
  'Written out',
  'Others being written',
  'Finished',
];

/** The right half of the picture as a table: how fast, how much, and the answers. */
export function AnswersTable({ sides, motion }: { sides: readonly FlowSide[]; motion: Motion }) {
  const lanes = sides.flatMap(({ snapshot, mean }, i) => {
    const now = motion.lanes[i];
    return snapshot && now ? [{ side: 'AB'[i] ?? '', mean, now }] : [];
  });
  if (lanes.length === 0) return null;
  return (
    <table>
      <caption>Answers</caption>
      <thead>
        <tr>
          {COLUMNS.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lanes.map(({ side, mean, now }) => (
          <tr key={side}>
            <th scope="row">{side}</th>
            <td>{rate(now.streamRate ?? NaN)}</td>
            <td>{rate(mean ?? NaN)}</td>
            <td>{count(now.delivered)}</td>
            <td>{count(now.queuedCount)}</td>
            <td>
              {now.rows.map(
                (row) =>
                  row && <div key={row.request}>{`#${row.request + 1}: ${statusOf(row)[0] ?? ''}`}</div>,
              )}
            </td>
            <td>{count(now.othersCount)}</td>
            <td>{count(now.finished)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { significant } from '../../units/format';
import { metricName } from './kinds';
import { errorText, type Point } from './points';
import { WideTable } from './wide-table';

/** Every point as a row, the most wrong first. */
export function PointTable({ points, unit }: { points: readonly Point[]; unit: string }) {
  return (
    <WideTable
      summary="As a table"
      caption="Points of the picture, the most wrong first"
      head={[
        'Model',
        'Metric',
        'Engine',
        'Chip',
        'Set-up',
        'Prompt/answer',
        'Load',
        `Predicted, ${unit}`,
        `Measured, ${unit}`,
        'Predicted is',
        'Source',
      ]}
      rows={() =>
        points.map((point, i) => ({
          key: String(i),
          cells: [
            point.model,
            metricName(point.metric),
            point.system,
            point.chip,
            point.setup,
            point.lengths,
            point.load,
            significant(point.predicted),
            significant(point.measured),
            errorText(point.error),
            point.source.name,
          ],
        }))
      }
    />
  );
}

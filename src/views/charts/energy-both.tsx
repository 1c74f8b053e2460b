import { joules } from '../../units/format';
import type { ShownReports } from '../answer/shown-reports';

/** Joules over output tokens and over all tokens, side by side: published figures are of either kind. */
export function EnergyBoth({ reports: { a, b } }: { reports: ShownReports }) {
  const sides = [
    { side: 'A', report: a },
    { side: 'B', report: b },
  ];
  return (
    <ul className="price-notes">
      {sides.map(({ side, report }) => {
        const output = report?.joules_per_output_token ?? null;
        const total = report?.joules_per_total_token ?? null;
        if (output === null || total === null) return null;
        return (
          <li key={side}>
            <b>{side}</b> {joules(output)} per output token, {joules(total)} per token of prompt or output
          </li>
        );
      })}
    </ul>
  );
}

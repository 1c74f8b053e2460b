import type { CurveOutcome, CurveSide } from '../../worker/api';

/** The numbers behind the curves, as columns with SI units in their names. */

type Column = Exclude<keyof CurveSide, 'energyParts'>;

const COLUMNS: readonly [name: string, column: Column][] = [
  ['ttft_s', 'ttftSeconds'],
  ['tpot_s', 'tpotSeconds'],
  ['e2e_s', 'e2eSeconds'],
  ['joules_per_output_token', 'joulesPerOutputToken'],
  ['joules_per_total_token', 'joulesPerTotalToken'],
  ['usd_per_million_output_tokens', 'usdPerMillionOutputTokens'],
  ['usd_per_million_total_tokens', 'usdPerMillionTotalTokens'],
  ['load', 'load'],
  ['chips_needed', 'chipsNeeded'],
  ['pipeline_stages_needed', 'stagesNeeded'],
];

const AXIS_COLUMN: Record<CurveOutcome['axis'], string> = {
  context: 'context_tokens',
  size: 'parameters',
  ratio: 'input_per_output_token',
  load: 'requests_per_s',
};

const STATES = ['feasible', 'does not fit', 'saturated'] as const;

export type Row = Record<string, string | number | null>;

/** One row for each side and x. Unknown is null: where a side does not fit there is no latency, not a zero. */
export function curveRows(outcome: CurveOutcome): Row[] {
  const sides = [{ side: 'a', curve: outcome.a }, ...(outcome.b ? [{ side: 'b', curve: outcome.b }] : [])];
  return sides.flatMap(({ side, curve }) =>
    Array.from(outcome.values, (x, i) => ({
      side,
      [AXIS_COLUMN[outcome.axis]]: x,
      state: STATES[curve.state[i] ?? 0] ?? null,
      ...valuesAt(curve, i),
    })),
  );
}

function valuesAt(curve: CurveSide, i: number): Row {
  const row: Row = {};
  const known = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);
  for (const [name, column] of COLUMNS) {
    const meant =
      curve.state[i] === 0 || column === 'load' || column === 'chipsNeeded' || column === 'stagesNeeded';
    row[name] = meant ? known(curve[column][i]) : null;
  }
  for (const [part, values] of Object.entries(curve.energyParts)) {
    row[`energy_${part}_j`] = curve.state[i] === 0 ? known(values[i]) : null;
  }
  return row;
}

/** RFC 4180; the first row's keys are the header, and rows may miss some. */
export function csvOf(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: string | number | null | undefined) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [names.map(cell), ...rows.map((row) => names.map((name) => cell(row[name])))];
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

import { CHIP_ALIASES } from './aliases';
import { softwareOf } from './configuration';
import type { MeasuredRow } from './measured-row';
import { errorStatistics, type ScoredRow } from './validate';

/** Errors by what a scenario chooses: chip, serving software and what is asked of them. */
export interface Agreement {
  /** Id of the catalogue. */
  chip: string;
  engine: string;
  metric: string;
  n: number;
  /** Of them, rows of kinds on which constants were fitted. */
  fitted: number;
  median: number;
  p90: number;
  bias: number;
}

/** Id of the catalogue, or the name in the file. */
export const chipIdOf = (hardware: string): string => CHIP_ALIASES[hardware] ?? hardware;

/** The software a row is predicted with, as scenarios name it: `kernels` where there is none, `own` of an SRAM machine. */
export function engineOf(row: MeasuredRow): string {
  if (row.group === 'B') return 'kernels';
  if (row.group === 'D') return 'own';
  const { id } = softwareOf(row);
  return id.startsWith('eager-2023') ? 'eager2023' : id;
}

/** `wasFitted` tells whether constants were fitted on rows of this group and metric. */
export function agreement(
  scored: readonly ScoredRow[],
  wasFitted: (row: MeasuredRow) => boolean,
): Agreement[] {
  const found = new Map<string, { errors: number[]; fitted: number }>();
  for (const { row, error } of scored) {
    if (error === null) continue;
    const key = [chipIdOf(row.hardware), engineOf(row), row.metric].join('\n');
    const { errors, fitted } = found.get(key) ?? { errors: [], fitted: 0 };
    errors.push(error);
    found.set(key, { errors, fitted: fitted + (wasFitted(row) ? 1 : 0) });
  }
  return [...found]
    .sort(([p], [q]) => (p < q ? -1 : 1))
    .map(([key, { errors, fitted }]) => {
      const [chip = '', engine = '', metric = ''] = key.split('\n');
      return { chip, engine, metric, fitted, ...errorStatistics(errors) };
    });
}

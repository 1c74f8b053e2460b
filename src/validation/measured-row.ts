import { parseCsv } from './csv';

/** One measured point, as the file has it: text where the file has text, null where a cell is empty. */
export interface MeasuredRow {
  id: string;
  group: string;
  /** Who published it, and where in there it stands. */
  source: string;
  reference: string;
  date: string;
  provenance: string;
  system: string;
  hardware: string;
  chips: number | null;
  tensorParallel: number | null;
  pipelineParallel: number | null;
  expertParallel: number | null;
  dataParallel: number | null;
  model: string;
  precision: string;
  mode: string;
  inputTokens: number | null;
  outputTokens: number | null;
  /** Requests in flight or static batch when a number; otherwise what the file says, e.g. `QPS 2`. */
  load: string;
  metric: string;
  value: number;
  unit: string;
  notes: string;
  /** Why the row cannot be used as it is written; null where it can. */
  fault: string | null;
}

const REQUIRED = ['group', 'system', 'hardware', 'model', 'metric', 'value'] as const;

export type MeasuredRead = { ok: true; rows: MeasuredRow[] } | { ok: false; why: string };

/** Rows of a file with the columns of the measured table; columns beyond those are ignored, lacking ones are empty. */
export function readMeasured(text: string): MeasuredRead {
  const cells = cellsOf(text);
  if (typeof cells === 'string') return { ok: false, why: cells };
  const [header, ...lines] = cells;
  if (header === undefined) return { ok: false, why: 'the file is empty' };
  const at = new Map(header.map((name, i) => [name.trim(), i]));
  const missing = REQUIRED.filter((name) => !at.has(name));
  if (missing.length > 0) return { ok: false, why: `the header lacks ${missing.join(', ')}` };
  const rows: MeasuredRow[] = [];
  for (const [i, line] of lines.entries()) {
    const cell = (name: string) => (line[at.get(name) ?? -1] ?? '').trim();
    // A row that has no number is counted as such, and does not cost the others theirs.
    const value = number(cell('value')) ?? NaN;
    rows.push({
      id: cell('id') || String(i + 1),
      group: cell('group'),
      source: cell('source'),
      reference: cell('source_ref'),
      date: cell('date'),
      provenance: cell('provenance'),
      system: cell('system'),
      hardware: cell('hardware'),
      chips: number(cell('n_chips')),
      tensorParallel: number(cell('tp')),
      pipelineParallel: number(cell('pp')),
      expertParallel: number(cell('ep')),
      dataParallel: number(cell('dp')),
      model: cell('model'),
      precision: cell('precision'),
      mode: cell('mode'),
      inputTokens: number(cell('input_len')),
      outputTokens: number(cell('output_len')),
      load: cell('batch_or_concurrency'),
      metric: cell('metric'),
      value,
      unit: cell('unit'),
      notes: cell('notes'),
      fault: faultOf(cell, line.length > header.length),
    });
  }
  return { ok: true, rows };
}

/** Cells by row, or what is wrong with the file. */
function cellsOf(text: string): string[][] | string {
  try {
    return parseCsv(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const COUNTS = ['n_chips', 'tp', 'pp', 'ep', 'dp'] as const;
const LENGTHS = ['input_len', 'output_len'] as const;

function faultOf(cell: (name: string) => string, more: boolean): string | null {
  if (more) return 'the row has more cells than the header';
  for (const name of COUNTS) {
    const text = cell(name);
    if (text !== '' && !(Number.isInteger(Number(text)) && Number(text) > 0))
      return `${name} is not a whole number from 1 on`;
  }
  // Words in their place say that a length is not known.
  for (const name of LENGTHS) if (Number(cell(name)) < 0) return `${name} is below zero`;
  if (Number(cell('batch_or_concurrency') || 1) <= 0) return 'batch_or_concurrency is not positive';
  return null;
}

function number(text: string): number | null {
  if (text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

import { readFileSync } from 'node:fs';
import { jsonFault } from '../scenario/json-position';
import { csvCell } from '../validation/csv';
import { type ExtraCatalog, NO_EXTRAS, readExtraCatalog } from '../validation/extra-catalog';
import { readMeasured } from '../validation/measured-row';
import { type ScoredRow, scoreRows, summarise, type Validation } from '../validation/validate';
import { validateArgs } from './args';
import { createProgress } from './progress';
import { UsageError } from './usage';
import { LineFile } from './write-lines';

/** `validate <measured.csv> [--catalog extra.json] [--rows out.csv]`: predictions against measurements. */
export function validate(args: string[]): Validation {
  const { file, catalogFile, rowsFile } = validateArgs(args);
  const read = readMeasured(textOf(file));
  if (!read.ok) throw new UsageError(`${file}: ${read.why}.`);
  const extras = catalogFile === null ? NO_EXTRAS : extrasOf(catalogFile);
  const out = rowsFile === null ? null : new LineFile(rowsFile);
  const progress = createProgress('validate');
  const scored = scoreRows(read.rows, extras, progress);
  for (const line of rowLines(scored)) out?.line(line);
  out?.close();
  return summarise(scored);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function extrasOf(file: string): ExtraCatalog {
  const text = textOf(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const { line, column, message } = jsonFault(text);
    throw new UsageError(`${file}, line ${line}, column ${column}: ${message}.`);
  }
  const read = readExtraCatalog(json);
  if (!read.ok) throw new UsageError(`${file}: ${read.why}.`);
  return read.extras;
}

const COLUMNS =
  'id,group,system,hardware,model,precision,tp,input_len,output_len,batch_or_concurrency,metric,measured,predicted,ln_ratio,configuration,reason,note';

function rowLines(scored: readonly ScoredRow[]): string[] {
  const lines = scored.map(({ row, predicted, error, configuration, reason, note }) =>
    [
      row.id,
      row.group,
      row.system,
      row.hardware,
      row.model,
      row.precision,
      row.tensorParallel,
      row.inputTokens,
      row.outputTokens,
      row.load,
      row.metric,
      Number.isNaN(row.value) ? null : row.value,
      predicted === null ? null : Number(predicted.toPrecision(6)),
      error === null ? null : Number(error.toFixed(4)),
      configuration,
      reason,
      note,
    ]
      .map(csvCell)
      .join(','),
  );
  return [COLUMNS, ...lines];
}

import { readFileSync, writeFileSync } from 'node:fs';
import { csvCell } from '../validation/csv';
import { type ExtraCatalog, NO_EXTRAS, readExtraCatalog } from '../validation/extra-catalog';
import { readMeasured } from '../validation/measured-row';
import { type ScoredRow, scoreRows, summarise, type Validation } from '../validation/validate';
import { validateArgs } from './args';
import { createProgress } from './progress';
import { UsageError } from './usage';

/** `validate <measured.csv> [--catalog extra.json] [--rows out.csv]`: predictions against measurements. */
export function validate(args: string[]): Validation {
  const { file, catalogFile, rowsFile } = validateArgs(args);
  const read = readMeasured(textOf(file));
  if (!read.ok) throw new UsageError(`${file}: ${read.why}.`);
  const extras = catalogFile === null ? NO_EXTRAS : extrasOf(catalogFile);
  const progress = createProgress('validate');
  const scored = scoreRows(read.rows, extras, progress);
  if (rowsFile !== null) writeFileSync(rowsFile, rowsCsv(scored));
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
  let json: unknown;
  try {
    json = JSON.parse(textOf(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = readExtraCatalog(json);
  if (!read.ok) throw new UsageError(`${file}: ${read.why}.`);
  return read.extras;
}

const COLUMNS =
  'id,group,system,hardware,model,precision,tp,input_len,output_len,batch_or_concurrency,metric,measured,predicted,ln_ratio,configuration,reason,note';

function rowsCsv(scored: readonly ScoredRow[]): string {
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
      row.value,
      predicted === null ? null : Number(predicted.toPrecision(6)),
      error === null ? null : Number(error.toFixed(4)),
      configuration,
      reason,
      note,
    ]
      .map(csvCell)
      .join(','),
  );
  return [COLUMNS, ...lines, ''].join('\n');
}

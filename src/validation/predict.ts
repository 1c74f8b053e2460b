import { type ConfigurationResult, configurationOf } from './configuration';
import type { ExtraCatalog } from './extra-catalog';
import type { MeasuredRow } from './measured-row';
import { predictDisaggregated, splitRecorded } from './predict-disaggregated';
import { predictSteadyBatch } from './predict-energy';
import { predictClosedLoop, predictOpenLoop, predictSaturated } from './predict-serving';
import { predictSram } from './predict-sram';
import { predictOperators, predictStatic } from './predict-static';
import { countOf, type Prediction, unsupported } from './prediction';

export interface RowPrediction {
  prediction: Prediction;
  /** Null for what is no engine configuration. */
  configuration: string | null;
  /** What stood in for something that the row names; null where nothing did. */
  note: string | null;
}

/** The prediction of a row, by the kind of measurement its group and mode name. */
export function predictRow(row: MeasuredRow, extras: ExtraCatalog): RowPrediction {
  const excluded = exclusion(row);
  if (excluded !== null) return { prediction: unsupported(excluded), configuration: null, note: null };
  if (row.group === 'D') return { prediction: predictSram(row, extras), configuration: null, note: null };
  const result: ConfigurationResult = configurationOf(row, extras);
  if (!result.ok) return { prediction: unsupported(result.reason), configuration: null, note: null };
  const c = result.configuration;
  const told = { configuration: c.key, note: c.note };
  return { ...told, prediction: c.chip.kind === 'gpu' ? byMode() : unsupported('mode not modelled') };

  function byMode(): Prediction {
    const mode = row.mode.toLowerCase();
    if (row.group === 'B') return predictOperators(row, c);
    if (mode.startsWith('static')) return predictStatic(row, c);
    if (row.group === 'F') return predictSteadyBatch(row, c);
    if (mode.startsWith('disaggregated')) return predictDisaggregated(row, c);
    if (row.load.startsWith('QPS')) return predictOpenLoop(row, c);
    if (mode === 'aggregated serving' || mode.includes('closed loop')) return predictClosedLoop(row, c);
    if (mode.includes('offline max throughput')) return predictSaturated(row, c);
    if (mode.includes('open-loop') || mode.includes('open loop')) return predictOpenLoop(row, c);
    // A mode of other words, but a load that says enough: so many at once are a closed loop.
    if (/^$|aggregated|serving|online|concurren/.test(mode) && countOf(row.load) !== null)
      return predictClosedLoop(row, c);
    return unsupported('mode not modelled');
  }
}

/** Rows that are not scored whatever the model can do: the file itself says not to trust or not to compare them. */
export function exclusion(row: MeasuredRow): string | null {
  const { notes } = row;
  if (/suspect/i.test(notes) && !/suspect ON/.test(notes)) return 'marked suspect in the file';
  if (/MTP\/spec-decode: (probably ON|unknown)/.test(notes)) return 'multi-token prediction on or unknown';
  if (/speculative/.test(row.mode)) return 'speculative decoding';
  if (row.mode.includes('disaggregated') && !splitRecorded(row))
    return 'disaggregated: the split of chips is not recorded';
  if (row.hardware === 'GB200-NVL72' && row.precision.includes('not stated'))
    return 'unreliable according to the file: blank precision on GB200';
  if (row.mode.startsWith('MLPerf')) return 'batch, parallelism and replicas not recorded';
  if (/estimate|vendor_claim/.test(row.provenance) && row.group !== 'D')
    return 'an estimate or a claim, not a measurement';
  if (row.mode === 'aggregated serving' && row.tensorParallel === null && row.chips !== 1)
    return 'parallelism not recorded';
  return null;
}

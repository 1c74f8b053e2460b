/**
 * What the engine's predictions came to beside measurements: written by scripts/fit/write-validation.mjs together with
 * docs/VALIDATION.md, loaded when somebody looks at it. Errors are ln(predicted ÷ measured); `median` and `p90` are of
 * its size, `bias` is its mean.
 */
export interface ValidationSummary {
  version: string;
  /** Day of the run, yyyy-mm-dd. */
  date: string;
  /** Who measured, as a sentence for the reader. */
  source: string;
  rows: number;
  scored: number;
  headlines: (ErrorStatistics & { what: string; target: number })[];
  /** By group of measurements, engine as its file names it, chip and metric. */
  groups: (ErrorStatistics & { group: string; system: string; hardware: string; metric: string })[];
  /** Medians of errors that a fit made on what it had not seen; null where that split was not run. */
  crossValidation: {
    label: string;
    metric: string;
    n: number;
    inSample: number;
    configuration: number | null;
    chip: number | null;
    model: number | null;
    engine: number | null;
  }[];
  worst: {
    row: string;
    group: string;
    system: string;
    hardware: string;
    what: string;
    metric: string;
    /** Predicted ÷ measured. */
    ratio: number;
  }[];
  unsupported: { reason: string; n: number }[];
  points: ValidationPoints;
}

export interface ErrorStatistics {
  n: number;
  median: number;
  p90: number;
  bias: number;
}

/**
 * A thinned set of points in columns of equal length, three digits each: at most `most` of every group × engine × chip
 * × metric, evenly spaced. `group`, `system`, `hardware`, `model` and `metric` are indices into `names`.
 */
export interface ValidationPoints {
  most: number;
  names: { group: string[]; system: string[]; hardware: string[]; model: string[]; metric: string[] };
  group: number[];
  system: number[];
  hardware: number[];
  model: number[];
  metric: number[];
  /** In the metric's unit: milliseconds, tokens/s, joules, watts or a share. */
  predicted: number[];
  measured: number[];
}

export async function loadValidation(): Promise<ValidationSummary> {
  const { default: summary } = await import('./validation.json');
  return summary;
}

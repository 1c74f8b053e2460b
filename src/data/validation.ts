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
  /** Groups of measurements; `fitted` are metrics with rows on which constants were fitted. */
  compared: { group: string; what: string; how: string; fitted: string[] }[];
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
    /** Index into `failures`; null where nobody knows why. */
    known: number | null;
  }[];
  /** Where the model is wrong, and what is known of why. */
  failures: { title: string; text: string }[];
  unsupported: { reason: string; n: number }[];
  points: ValidationPoints;
}

/** By what a scenario chooses: a file of its own, because it is small and wanted more often. */
export interface Agreement extends ErrorStatistics {
  /** Id of the catalogue. */
  chip: string;
  /** One of the scenario's, `kernels` for operators alone, `own` for an SRAM machine's. */
  engine: string;
  metric: string;
  /** Of `n`, rows of a group and metric on some of which constants were fitted. */
  fitted: number;
}

export interface ErrorStatistics {
  n: number;
  median: number;
  p90: number;
  bias: number;
}

/**
 * A thinned set of points in columns of equal length, three digits each: at most `most` of every group × engine × chip
 * × metric, evenly spaced. What is text is an index into `names`, `source` one into `sources`.
 */
export interface ValidationPoints {
  most: number;
  names: Record<PointText, string[]>;
  group: number[];
  /** As in `Agreement`. */
  engine: number[];
  chip: number[];
  /** As in `groups`. */
  system: number[];
  hardware: number[];
  model: number[];
  metric: number[];
  /** Precision and parallelism. */
  setup: number[];
  /** Tokens of prompt and answer, `?` where not recorded. */
  lengths: number[];
  /** Requests in flight, batch, or what the file says. */
  load: number[];
  sources: { name: string; where: string; url: string | null }[];
  source: number[];
  /** In the metric's unit: milliseconds, tokens/s, joules, watts or a share. */
  predicted: number[];
  measured: number[];
}

export type PointText =
  'group' | 'engine' | 'chip' | 'system' | 'hardware' | 'model' | 'metric' | 'setup' | 'lengths' | 'load';

export async function loadValidation(): Promise<ValidationSummary> {
  const { default: summary } = await import('./validation.json');
  return summary;
}

export async function loadAgreement(): Promise<Agreement[]> {
  const { default: agreement } = await import('./agreement.json');
  return agreement;
}

import type { Fraction, Seconds } from '../../units/units';
import { type Configuration, configurationOf } from '../configuration';
import { NO_EXTRAS } from '../extra-catalog';
import type { MeasuredRow } from '../measured-row';
import { exclusion } from '../predict';
import { steadyLoad, steadyWork } from '../predict-energy';
import { familyOf } from './samples';

/** One run of group F: what its chips drew, and the work that they did in each step. */
export interface PowerSample {
  key: string;
  hardware: string;
  family: 'hopper' | 'blackwell';
  model: string;
  mixture: boolean;
  /** Measured share of TDP. */
  share: Fraction;
  /** Mean time of a step, measured and predicted. */
  measured: Seconds;
  predicted: Seconds;
  /** Seconds that the bytes and the FLOPs of a step take at the rates that kernels reach. */
  memory: Seconds;
  compute: Seconds;
}

/** The same with one term of its power at 1 and the other at 0, so that `drawSeconds` are the seconds of that term. */
export function drawingBy(c: Configuration, term: 'memory' | 'compute'): Configuration {
  const power = { ...c.chip.power, memory: 0, compute: 0, [term]: 1 };
  return { ...c, chip: { ...c.chip, power } };
}

export function powerSamples(rows: readonly MeasuredRow[]): PowerSample[] {
  const runOf = (r: MeasuredRow) =>
    JSON.stringify([
      r.hardware,
      r.model,
      r.precision,
      r.tensorParallel,
      r.expertParallel,
      r.outputTokens,
      r.load,
    ]);
  const rates = new Map<string, number>();
  for (const row of rows)
    if (row.group === 'F' && row.metric === 'tok_s_total') rates.set(runOf(row), row.value);
  return rows.flatMap((row) => {
    const rate = rates.get(runOf(row));
    if (row.group !== 'F' || row.metric !== 'watts_gpus' || exclusion(row) !== null) return [];
    const result = configurationOf(row, NO_EXTRAS);
    const load = steadyLoad(row);
    if (!result.ok || !load.ok || rate === undefined) return [];
    const c = result.configuration;
    if (c.chip.tdpWatts === null) return [];
    const work = steadyWork(c, load);
    return [
      {
        key: c.key,
        hardware: row.hardware,
        family: familyOf(c.chip),
        model: c.model.id,
        mixture: c.model.shape.moe !== null,
        share: row.value / (c.chip.tdpWatts * c.tensorParallel),
        // The rate has the steps with prompts in it; the recorded time between tokens is a median.
        measured: load.batch / rate,
        predicted: work.seconds,
        memory: steadyWork(drawingBy(c, 'memory'), load).drawSeconds,
        compute: steadyWork(drawingBy(c, 'compute'), load).drawSeconds,
      },
    ];
  });
}

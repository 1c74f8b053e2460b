import type { Fraction, Seconds, Tokens } from '../../units/units';
import { configurationOf } from '../configuration';
import { NO_EXTRAS } from '../extra-catalog';
import type { MeasuredRow } from '../measured-row';
import { staticWork } from '../predict-static';
import { SCALE, type PowerVector, shareAt, solvePower } from './power';
import { drawingBy } from './power-samples';

/** Longer prompts: the record is of minutes around the run in which the chips did nothing. */
const LONGEST: Tokens = 2048;

/** Mean power of a static batch of group A: its prompts, then its decode steps. */
export interface StaticPowerSample {
  key: string;
  share: Fraction;
  phases: readonly { seconds: Seconds; memory: Seconds; compute: Seconds }[];
}

export function staticPowerSamples(rows: readonly MeasuredRow[]): StaticPowerSample[] {
  return rows.flatMap((row) => {
    if (row.metric !== 'avg_power_frac_tdp' || (row.inputTokens ?? Infinity) > LONGEST) return [];
    const result = configurationOf(row, NO_EXTRAS);
    if (!result.ok) return [];
    const c = result.configuration;
    const memory = staticWork(row, drawingBy(c, 'memory'))!;
    const compute = staticWork(row, drawingBy(c, 'compute'))!;
    const phase = (which: 'prefill' | 'decode', times: number) => ({
      seconds: times * memory[which].seconds,
      memory: times * memory[which].drawSeconds,
      compute: times * compute[which].drawSeconds,
    });
    return [{ key: c.key, share: row.value, phases: [phase('prefill', 1), phase('decode', memory.steps)] }];
  });
}

export function staticShareAt({ phases }: StaticPowerSample, vector: PowerVector): Fraction {
  const total = phases.reduce((sum, { seconds }) => sum + seconds, 0);
  return phases.reduce((sum, p) => sum + (p.seconds / total) * shareAt(p, vector, p.seconds), 0);
}

/** Every row counts alike: there are three configurations. */
export function fitStaticPower(samples: readonly StaticPowerSample[]): PowerVector {
  return solvePower((vector) =>
    Float64Array.from(samples, (s) => Math.log(staticShareAt(s, vector) / s.share) / SCALE),
  );
}

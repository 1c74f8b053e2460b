import type { PowerFit } from '../../engine/input';
import type { Fraction, Seconds, Tokens } from '../../units/units';
import { configurationOf } from '../configuration';
import { NO_EXTRAS } from '../extra-catalog';
import type { MeasuredRow } from '../measured-row';
import { staticWork } from '../predict-static';
import { solve } from './least-squares';
import { PRIOR, SCALE, type PowerVector, shareAt } from './power';

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
    const workWith = (power: Pick<PowerFit, 'memory' | 'compute'>) =>
      staticWork(row, { ...c, chip: { ...c.chip, power: { ...c.chip.power, ...power } } })!;
    const memory = workWith({ memory: 1, compute: 0 });
    const compute = workWith({ memory: 0, compute: 1 });
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
  const vectorOf = (v: readonly number[]): PowerVector => [v[0]!, v[1]!, v[2]!];
  const start = [PRIOR.value, PRIOR.value, PRIOR.value];
  const { vector } = solve(
    {
      residuals: (v) =>
        Float64Array.from(samples, (s) => Math.log(staticShareAt(s, vectorOf(v)) / s.share) / SCALE),
      prior: start,
      spread: [PRIOR.spread, PRIOR.spread, PRIOR.spread],
      least: [0, 0, 0],
    },
    start,
    30,
  );
  return vectorOf(vector);
}

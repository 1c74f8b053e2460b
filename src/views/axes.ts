import { FIELDS } from '../scenario/fields';
import { loadKey } from '../scenario/load';
import type { Scenario } from '../scenario/scenario';
import {
  count,
  parameters,
  ratio,
  requestsInFlight,
  requestsPerSecond,
  tokens,
  trimmed,
} from '../units/format';
import type { CurveAxis } from '../worker/api';
import { logScale, type LogScale } from './log-scale';
import { sizeOf, sizePatch } from './model-choice';

/** The four quantities that have a slider and can be the x axis of a chart. Both go through this table. */
export interface Axis {
  id: CurveAxis;
  /** Exactly the accessible name of the slider. */
  label: string;
  /** Short name for a choice of axes. */
  short: string;
  unit: string;
  scale: LogScale;
  /** For ticks and read-outs, without the unit. */
  print: (value: number) => string;
  /** In a sentence, with the unit. */
  say: (value: number) => string;
  valueOf: (scenario: Scenario) => number;
  /** `reach` is how many slider steps away a named model may be and still catch the value. */
  patch: (scenario: Scenario, value: number, reach?: number) => Partial<Scenario>;
}

function scaleOf(key: 'ctx' | 'size' | 'io' | 'rps' | 'conc', base: 2 | 10, stepsPerPower: number): LogScale {
  const ends = FIELDS[key].slider;
  if (!ends) throw new Error(`${key} has no slider`);
  return logScale(ends.min, ends.max, base, stepsPerPower);
}

export const SIZE_SCALE = scaleOf('size', 10, 50);

export const AXES: Record<CurveAxis, Axis> = {
  context: {
    id: 'context',
    label: FIELDS.ctx.label,
    short: 'Context',
    unit: 'tokens',
    scale: scaleOf('ctx', 2, 8),
    print: tokens,
    say: (value) => `${tokens(value)} tokens`,
    valueOf: (scenario) => scenario.ctx,
    patch: (_, value) => ({ ctx: Math.round(value) }),
  },
  size: {
    id: 'size',
    label: FIELDS.size.label,
    short: 'Model',
    unit: 'parameters',
    scale: SIZE_SCALE,
    print: parameters,
    say: (value) => `${parameters(value)} parameters`,
    valueOf: sizeOf,
    patch: (scenario, value, reach = 0) => sizePatch(scenario, value, SIZE_SCALE, reach),
  },
  ratio: {
    id: 'ratio',
    label: FIELDS.io.label,
    short: 'Ratio',
    unit: '',
    scale: scaleOf('io', 10, 40),
    print: ratio,
    say: (value) => `${ratio(value)} input to output`,
    valueOf: (scenario) => scenario.io,
    patch: (_, value) => ({ io: value }),
  },
  load: {
    id: 'load',
    label: FIELDS.rps.label,
    short: 'Load',
    unit: 'requests/s',
    scale: scaleOf('rps', 10, 40),
    print: trimmed,
    say: requestsPerSecond,
    valueOf: (scenario) => scenario.rps,
    patch: (_, value) => ({ rps: value }),
  },
};

/** The load of a scenario that says how many are in flight: each step twice as many, as in benchmarks. */
const IN_FLIGHT: Axis = {
  ...AXES.load,
  unit: FIELDS.conc.unit,
  scale: scaleOf('conc', 2, 1),
  print: count,
  say: requestsInFlight,
  valueOf: ({ conc }) => conc ?? NaN,
  patch: (_, value) => ({ conc: Math.round(value) }),
};

export function axisOf(id: CurveAxis, scenario: Pick<Scenario, 'conc'>, trace: object | null): Axis {
  return id === 'load' && loadKey(scenario, trace) === 'conc' ? IN_FLIGHT : AXES[id];
}

export const AXIS_IDS: readonly CurveAxis[] = ['context', 'size', 'ratio', 'load'];

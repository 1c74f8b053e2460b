import { FIELDS } from '../scenario/fields';
import type { Field } from '../scenario/field';
import { loadKey } from '../scenario/load';
import type { Scenario } from '../scenario/scenario';
import type { CurveAxis, CurveSide } from '../worker/api';

/** The four sliders are the four axes of the charts. */
const AXIS_FIELD = {
  context: () => FIELDS.ctx,
  size: () => FIELDS.size,
  ratio: () => FIELDS.io,
  load: (scenario, trace) => FIELDS[loadKey(scenario, trace)],
} satisfies Record<CurveAxis, (scenario: Scenario, trace: object | null) => Field<number>>;

/** Enough for a smooth line at any width of the page; two sides take well under a frame. */
const POINTS = 96;

/**
 * Where curves are computed: evenly spread over the slider's logarithmic range, and at the scenario's own value, so that
 * the simulated point and the curve are compared at the same place.
 */
export function axisValues(axis: CurveAxis, scenario: Scenario, trace: object | null = null): Float64Array {
  const field = AXIS_FIELD[axis](scenario, trace);
  const { min, max } = field.slider ?? { min: 1, max: 1 };
  const whole = field.range?.whole === true;
  const spread = Array.from({ length: POINTS }, (_, i) => {
    if (i === POINTS - 1) return max;
    const value = min * (max / min) ** (i / (POINTS - 1));
    return whole ? Math.round(value) : value;
  });
  const own = field.get(scenario);
  const values = own == null ? spread : [...spread, own];
  return Float64Array.from(new Set(values)).sort();
}

/** Curve of a side that never reached the engine: no value anywhere. */
export function impossibleCurve(points: number): CurveSide {
  const unknown = () => new Float64Array(points).fill(NaN);
  return {
    ttftSeconds: unknown(),
    tpotSeconds: unknown(),
    e2eSeconds: unknown(),
    joulesPerOutputToken: unknown(),
    joulesPerTotalToken: unknown(),
    usdPerMillionOutputTokens: unknown(),
    usdPerMillionTotalTokens: unknown(),
    state: new Uint8Array(points).fill(1),
    chipsNeeded: new Float64Array(points),
    stagesNeeded: new Uint8Array(points),
    load: unknown(),
    energyParts: {},
  };
}

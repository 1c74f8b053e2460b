import { curve, curveKey, type CurveAxis, type CurveSide } from '../engine/curves';
import type { EngineInput } from '../engine/input';

/**
 * Curves as they were computed last, one for each side. A slider that is an axis of the charts moves along the curves and
 * not the curves themselves: then only the sample at its own place is new.
 */
interface Drawn {
  key: string;
  values: Float64Array;
  side: CurveSide;
}

const drawn = new Map<'a' | 'b', Drawn>();

export function curveOf(
  id: 'a' | 'b',
  axis: CurveAxis,
  values: Float64Array,
  input: EngineInput,
  activeParameters: number | null,
): CurveSide {
  const key = curveKey(axis, input, activeParameters);
  const before = drawn.get(id);
  const compute = (at: Float64Array) => curve(axis, at, input, activeParameters);
  const side = key !== null && before?.key === key ? extended(before, values, compute) : compute(values);
  if (key === null) drawn.delete(id);
  else drawn.set(id, { key, values, side });
  return side;
}

function extended(
  before: Drawn,
  values: Float64Array,
  compute: (values: Float64Array) => CurveSide,
): CurveSide {
  const there = new Map(Array.from(before.values, (value, i) => [value, i]));
  const missing = values.filter((value) => !there.has(value));
  const fresh = compute(missing);
  /** For each value its place among those before, or beyond them its place among the missing. */
  let next = before.values.length;
  const from = Array.from(values, (value) => there.get(value) ?? next++);
  const merge = <T extends Float64Array | Uint8Array>(
    old: T | undefined,
    added: T | undefined,
    into: T,
  ): T => {
    from.forEach((at, i) => {
      const [column, place] = at < before.values.length ? [old, at] : [added, at - before.values.length];
      into[i] = column?.[place] ?? NaN;
    });
    return into;
  };
  const column = () => new Float64Array(values.length);
  const { side: old } = before;
  const numbers = (key: Exclude<keyof CurveSide, 'state' | 'stagesNeeded' | 'energyParts'>) =>
    merge(old[key], fresh[key], column());
  const parts = new Set([...Object.keys(old.energyParts), ...Object.keys(fresh.energyParts)]);
  return {
    ttftSeconds: numbers('ttftSeconds'),
    tpotSeconds: numbers('tpotSeconds'),
    e2eSeconds: numbers('e2eSeconds'),
    joulesPerOutputToken: numbers('joulesPerOutputToken'),
    joulesPerTotalToken: numbers('joulesPerTotalToken'),
    usdPerMillionOutputTokens: numbers('usdPerMillionOutputTokens'),
    usdPerMillionTotalTokens: numbers('usdPerMillionTotalTokens'),
    state: merge(old.state, fresh.state, new Uint8Array(values.length)),
    chipsNeeded: numbers('chipsNeeded'),
    stagesNeeded: merge(old.stagesNeeded, fresh.stagesNeeded, new Uint8Array(values.length)),
    load: numbers('load'),
    energyParts: Object.fromEntries(
      [...parts].map((key) => [key, merge(old.energyParts[key], fresh.energyParts[key], column())]),
    ),
  };
}

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

type Column = Float64Array | Uint8Array;

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
  const known = before.values.length;
  const there = new Map<number, number>();
  for (let i = 0; i < known; i++) there.set(before.values[i]!, i);
  const missing = values.filter((value) => !there.has(value));
  /** For each value its place among those before, or beyond them its place among the missing. */
  let next = known;
  const from = Int32Array.from(values, (value) => there.get(value) ?? next++);
  const merge = (was: Column | undefined, added: Column | undefined): Column => {
    const into = new ((was ?? added) instanceof Uint8Array ? Uint8Array : Float64Array)(values.length);
    // A slider asks for it in every frame: nothing is allocated per value.
    for (let i = 0; i < into.length; i++) {
      const at = from[i]!;
      into[i] = (at < known ? was?.[at] : added?.[at - known]) ?? NaN;
    }
    return into;
  };
  const mergeAll = <T extends object>(was: T, added: T): T => {
    const [old, fresh] = [was, added] as Record<string, Column | undefined>[];
    const keys = Object.keys({ ...old, ...fresh });
    return Object.fromEntries(keys.map((key) => [key, merge(old![key], fresh![key])])) as T;
  };
  const { energyParts: oldParts, ...old } = before.side;
  const { energyParts, ...added } = compute(missing);
  return { ...mergeAll(old, added), energyParts: mergeAll(oldParts, energyParts) };
}

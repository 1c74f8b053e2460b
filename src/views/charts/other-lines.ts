import { useCallback, useMemo } from 'react';
import type { Scenario } from '../../scenario/scenario';
import type { OtherCurves } from '../../store/others';
import { useAtRest } from '../answer/use-at-rest';
import { ARCHITECTURE_TEXT } from '../architectures';
import { useScenario, useStores } from '../use-stores';
import { steadyValues, type CurveMetric } from './curve-data';

/** The line of an architecture that no side is. */
export interface OtherLine {
  name: string;
  x: Float64Array;
  y: Float64Array;
}

export interface OtherLines {
  lines: readonly OtherLine[];
  /** Architectures that have no value anywhere. */
  unable: readonly string[];
  /** They answer the present question. */
  current: boolean;
}

export function otherLines(found: OtherCurves, metric: CurveMetric): Pick<OtherLines, 'lines' | 'unable'> {
  const lines: OtherLine[] = [];
  const unable: string[] = [];
  for (const { architecture, curve } of found.curves) {
    const name = ARCHITECTURE_TEXT[architecture].short;
    const y = curve && steadyValues(curve[metric], curve.state);
    if (y?.some((value) => value > 0)) lines.push({ name, x: found.values, y });
    else unable.push(name);
  }
  return { lines, unable };
}

const NONE = Promise.resolve(null);

/** Null while nobody asks for them, or none have come yet. They come at rest: a drag is about A and B. */
export function useOtherLines(metric: CurveMetric): OtherLines | null {
  const { others } = useStores();
  const axis = useScenario((state) => state.scenario.charts.over);
  const wanted = useScenario((state) => state.scenario.charts.others === 'on');
  const search = useCallback(
    (scenario: Scenario, signal: AbortSignal) =>
      // Curves of another axis are another search.
      wanted && scenario.charts.over === axis ? others().then((of) => of.curves(scenario, signal)) : NONE,
    [others, wanted, axis],
  );
  const at = useAtRest<OtherCurves | null>(search);
  const [found, current] = [at?.found ?? null, at?.current ?? false];
  return useMemo(
    () => (found && wanted && found.axis === axis ? { ...otherLines(found, metric), current } : null),
    [found, wanted, axis, metric, current],
  );
}

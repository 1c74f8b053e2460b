import type { StoreApi } from 'zustand/vanilla';
import type { ArchitectureId } from '../engine/input';
import { ARCHITECTURES, sideOf } from '../scenario/defaults';
import { resolve } from '../scenario/resolve';
import type { Scenario } from '../scenario/scenario';
import type { CurveAxis, CurveSide, JobInput } from '../worker/api';
import type { EngineClient } from '../worker/client';
import { axisValues } from './curve-axes';
import { onLoadedTrace } from './job';
import type { RunState } from './run-store';

/** Closed form of the architectures that no side is, on the chips that their cards bring. */
export interface OtherCurves {
  axis: CurveAxis;
  values: Float64Array;
  /** `curve` is null where the architecture cannot be asked about this scenario at all. */
  curves: { architecture: ArchitectureId; curve: CurveSide | null }[];
}

export interface Others {
  /** Over the axis of the scenario's charts. Rejects with the signal's reason when it is given up. */
  curves: (scenario: Scenario, signal: AbortSignal) => Promise<OtherCurves>;
}

export function createOthers(parts: {
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'closedForm'>;
}): Others {
  const { runStore, client } = parts;
  return {
    async curves(scenario, signal) {
      const axis = scenario.charts.over;
      const { trace } = runStore.getState();
      const values = axisValues(axis, scenario, trace);
      const inputOf = (architecture: ArchitectureId): JobInput | null => {
        const { a } = resolve({ ...scenario, a: sideOf(architecture), b: null });
        if (a.kind !== 'ready') return null;
        return trace ? onLoadedTrace(a.input, trace) : a.input;
      };
      const curves: OtherCurves['curves'] = [];
      for (const architecture of ARCHITECTURES) {
        if ([scenario.a, scenario.b].some((side) => side?.architecture === architecture)) continue;
        signal.throwIfAborted();
        const a = inputOf(architecture);
        const reply =
          a &&
          (await client.closedForm({ run: 0, axis, values, activeParameters: scenario.moe, a, b: null }));
        curves.push({ architecture, curve: reply && reply.curves.a });
      }
      return { axis, values, curves };
    },
  };
}

import type { StoreApi } from 'zustand/vanilla';
import type { RequestChoice } from '../scenario/scenario';
import type { InspectionState } from './inspection-state';
import type { ScenarioState } from './scenario-store';

/** The request that is looked into stands in the link: what the one says the other follows. */
export function keepInLink(
  scenarioStore: StoreApi<ScenarioState>,
  inspectionStore: StoreApi<InspectionState>,
): void {
  const asked = () => scenarioStore.getState().scenario.req;
  const look = () => {
    const { selected, select, close } = inspectionStore.getState();
    const req = asked();
    if (isSame(selected, req)) return;
    if (req === null) close();
    else select(req);
  };
  look();
  scenarioStore.subscribe((state, before) => {
    if (state.scenario.req !== before.scenario.req) look();
  });
  inspectionStore.subscribe(({ selected }, before) => {
    if (selected !== before.selected && !isSame(selected, asked()))
      scenarioStore.getState().set({ req: selected });
  });
}

export function isSame(one: RequestChoice | null, other: RequestChoice | null): boolean {
  return one?.side === other?.side && one?.request === other?.request;
}

import type { StoreApi } from 'zustand/vanilla';
import type { ScenarioState } from '../store/scenario-store';
import type { ViewState } from '../store/view-store';

/** The link says how a page begins; its switch changes it from there. */
export function followTheme(scenarioStore: StoreApi<ScenarioState>, viewStore: StoreApi<ViewState>): void {
  viewStore.subscribe(({ theme }) => applyTheme(theme));
  const read = ({ scenario }: ScenarioState) => viewStore.getState().set({ theme: scenario.theme });
  read(scenarioStore.getState());
  scenarioStore.subscribe((state, before) => {
    if (state.scenario.theme !== before.scenario.theme) read(state);
  });
}

/** `auto` leaves the choice to the system; the style sheet does the rest. */
function applyTheme(theme: ViewState['theme']): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

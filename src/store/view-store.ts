import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CurveAxis } from '../worker/api';

/** What is looked at. Never in the link, never sent to the engine. */
export interface ViewState {
  playing: boolean;
  /** Cluster seconds that pass in one second of screen time. */
  clusterSecondsPerSecond: number;
  /** The x axis of the charts. */
  axis: CurveAxis;
  /** Which of the charts that share one place is shown there. */
  chart: 'cost' | 'frontier' | 'waterfall';
  theme: 'auto' | 'light' | 'dark';
  openPanels: ReadonlySet<string>;
  set: (patch: Partial<Omit<ViewState, 'set' | 'togglePanel'>>) => void;
  togglePanel: (id: string) => void;
}

export function createViewStore(initial: Partial<ViewState> = {}): StoreApi<ViewState> {
  return createStore((setState) => ({
    playing: true,
    clusterSecondsPerSecond: 1,
    axis: 'context',
    chart: 'cost',
    theme: 'auto',
    openPanels: new Set(),
    ...initial,
    set: (patch) => setState(patch),
    togglePanel: (id) =>
      setState(({ openPanels }) => {
        const next = new Set(openPanels);
        if (!next.delete(id)) next.add(id);
        return { openPanels: next };
      }),
  }));
}

import { createStore, type StoreApi } from 'zustand/vanilla';

/** The catalogue while it is open: what it lists, and the pool that a chip is wanted for, if one is. */
export interface CatalogueRequest {
  shelf: 'chips' | 'models';
  slot: { side: 'a' | 'b'; pool: 'prefill' | 'decode' } | null;
}

/** The comparison with measurements while it is open; `metric` is what its reader came from. */
export interface ValidationRequest {
  metric: string | null;
}

/** What is looked at. Never in the link, never sent to the engine. */
export interface ViewState {
  playing: boolean;
  /** Cluster seconds that pass in one second of screen time. */
  clusterSecondsPerSecond: number;
  theme: 'auto' | 'light' | 'dark';
  openPanels: ReadonlySet<string>;
  catalogue: CatalogueRequest | null;
  validation: ValidationRequest | null;
  /** In what B is told apart from A. */
  difference: 'time' | 'energy' | 'cost';
  set: (patch: Partial<Omit<ViewState, 'set' | 'togglePanel'>>) => void;
  togglePanel: (id: string) => void;
}

export function createViewStore(initial: Partial<ViewState> = {}): StoreApi<ViewState> {
  return createStore((setState) => ({
    playing: true,
    clusterSecondsPerSecond: 1,
    theme: 'auto',
    openPanels: new Set(),
    catalogue: null,
    validation: null,
    difference: 'cost',
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

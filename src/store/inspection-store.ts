import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineClient } from '../worker/client';
import type { InspectionState } from './inspection-state';
import type { RunState } from './run-store';

interface InspectionParts {
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'receipt'>;
}

/** Nothing is looked into yet. What looks comes with the first request that is selected, and takes over from there. */
export function createInspectionStore(parts: InspectionParts): StoreApi<InspectionState> {
  let coming: Promise<void> | null = null;
  const begin = async (): Promise<void> => {
    const loaded = await import('./inspection').catch(() => null);
    const { selected, token } = store.getState();
    if (loaded === null) store.setState({ problem: 'The inspector could not be fetched.' });
    else loaded.startInspection(store, parts);
    if (loaded !== null && selected !== null) store.getState().select(selected, false, token);
    coming = null;
  };
  const store = createStore<InspectionState>((setState, getState) => ({
    selected: null,
    token: null,
    shown: null,
    other: null,
    stale: false,
    otherStale: false,
    problem: null,
    reveals: 0,
    select(selected, reveal = true, token = null) {
      setState({
        selected,
        token,
        stale: true,
        problem: null,
        reveals: getState().reveals + (reveal ? 1 : 0),
      });
      coming ??= begin();
    },
    close: () => setState({ selected: null, token: null, stale: false, problem: null }),
    doOtherWay: () => undefined,
    async idle() {
      if (coming === null) return;
      await coming;
      await getState().idle();
    },
  }));
  return store;
}

import { createContext, useContext } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { Scenario } from '../scenario/scenario';
import type { Addresses } from '../store/addresses';
import type { ImportState } from '../store/import-store';
import type { InspectionState } from '../store/inspection-state';
import type { Story } from '../share/story';
import type { Advice } from '../store/advice';
import type { Others } from '../store/others';
import type { ClusterSearch } from '../store/plan';
import type { Reasons } from '../store/reasons';
import type { RunFiles } from '../store/run-files';
import type { RunState } from '../store/run-store';
import type { ScenarioState } from '../store/scenario-store';
import type { ViewState } from '../store/view-store';
import type { FirstSentence } from './answer/first-sentence';
import type { Clock } from './clock';

/** The stores, by lifetime, and what a view may ask of the page around it. `main.tsx` provides both. */
export interface Stores {
  scenario: StoreApi<ScenarioState>;
  run: StoreApi<RunState>;
  view: StoreApi<ViewState>;
  inspection: StoreApi<InspectionState>;
  /** Files and texts that were brought. */
  imports: StoreApi<ImportState>;
  /** Cluster time, which changes every frame and therefore is in no store. */
  clock: Clock;
  /** The steps of the preset that is shown. */
  story: Story;
  /** Files that need a run of their own. */
  files: RunFiles;
  /** The next three come in files of their own, when they are first asked for. */
  advice: () => Promise<Advice>;
  plan: () => Promise<ClusterSearch>;
  /** Curves of architectures that no side is. */
  others: () => Promise<Others>;
  /** Formulas behind the numbers of a report. */
  reasons: Reasons;
  addresses: Addresses;
  /** What is said until the engine answers; null where that is not known. */
  firstSentence: FirstSentence | null;
  /** The full link of a scenario. Views never touch `location` themselves. */
  linkOf: (scenario: Scenario) => string;
}

export const StoresContext = createContext<Stores | null>(null);

/** For code that reads or writes outside a render: event handlers and the frame loop. */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('A view was rendered outside StoresContext.');
  return stores;
}

export function useScenario<T>(select: (state: ScenarioState) => T): T {
  return useStore(useStores().scenario, select);
}

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(useStores().run, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStores().view, select);
}

export function useInspection<T>(select: (state: InspectionState) => T): T {
  return useStore(useStores().inspection, select);
}

export function useImport<T>(select: (state: ImportState) => T): T {
  return useStore(useStores().imports, select);
}

import type { CurveAxis } from '../worker/api';

/** What is looked at. Never in the link, never sent to the engine. */
export interface ViewState {
  playing: boolean;
  /** Cluster seconds that pass in one second of screen time. */
  clusterSecondsPerSecond: number;
  /** The x axis of the charts. */
  axis: CurveAxis;
  chart: 'latency' | 'energy';
  theme: 'auto' | 'light' | 'dark';
  openPanels: ReadonlySet<string>;
  set: (patch: Partial<Omit<ViewState, 'set' | 'togglePanel'>>) => void;
  togglePanel: (id: string) => void;
}

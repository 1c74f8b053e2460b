/** How the charts are looked at. In links, but no part of the question: no answer depends on it. */
export interface ChartChoices {
  /** Which of the charts that share one place is there. */
  tab: 'cost' | 'frontier' | 'waterfall' | 'timeline';
  /** The x axis of every curve: one of the four sliders. */
  over: 'context' | 'size' | 'ratio' | 'load';
  /** What the latency chart shows. */
  y: 'ttft' | 'tpot' | 'e2e';
  scale: 'log' | 'linear';
  /** Whether Latency has the architectures, too, that no side is. */
  others: 'off' | 'on';
  /** Joules and dollars for output tokens, or for all. */
  per: 'output' | 'total';
  /** What throughput is divided by on the frontier. */
  rate: 'chip' | 'kilowatt' | 'dollar';
}

export const USUAL_CHARTS: ChartChoices = {
  tab: 'cost',
  over: 'context',
  y: 'tpot',
  scale: 'log',
  others: 'off',
  per: 'output',
  rate: 'chip',
};

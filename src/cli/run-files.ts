import { TRACE_END, TRACE_HEAD, traceEvents } from '../engine/sim/chrome-trace';
import { LEDGER_COLUMNS, ledgerLines } from '../engine/sim/ledger-csv';
import type { Simulation } from '../engine/sim/simulation';
import { LineFile } from './write-lines';

/** Files a run is written to besides its JSON: the ledger as CSV, and a Chrome trace that Perfetto opens. */
export class RunFiles {
  private readonly ledger: LineFile | null;
  private readonly trace: LineFile | null;
  private events = 0;

  constructor(paths: { ledger: string | null; perfetto: string | null }) {
    this.ledger = paths.ledger === null ? null : new LineFile(paths.ledger);
    this.trace = paths.perfetto === null ? null : new LineFile(paths.perfetto);
    this.ledger?.line(LEDGER_COLUMNS.join(','));
    this.trace?.line(TRACE_HEAD);
  }

  /** Whether the simulation must keep its segments. */
  get wanted(): boolean {
    return this.ledger !== null || this.trace !== null;
  }

  add(side: 'a' | 'b', simulation: Simulation): void {
    if (this.ledger !== null) for (const line of ledgerLines(side, simulation)) this.ledger.line(line);
    if (this.trace === null) return;
    for (const event of traceEvents(side, simulation)) {
      this.trace.line(this.events++ === 0 ? event : `,${event}`);
    }
  }

  close(): void {
    this.ledger?.close();
    this.trace?.line(TRACE_END);
    this.trace?.close();
  }
}

import type { SideReport } from '../engine/result';
import type {
  CurveAxis,
  CurveOutcome,
  FileProblem,
  Progress,
  RunOutcome,
  TraceSummary,
} from '../worker/api';

/** What was answered. Replaced by each run; the newest always wins. */
export interface RunState {
  status: 'starting' | 'running' | 'done' | 'failed';
  progress: Progress | null;
  /** The last finished run; stays on screen while the next is under way. */
  outcome: RunOutcome | null;
  /** Closed form of the current scenario: there before the run is. */
  estimate: { a: SideReport; b: SideReport | null } | null;
  curves: Partial<Record<CurveAxis, CurveOutcome>>;
  trace: TraceSummary | null;
  fileProblem: FileProblem | null;
  /** Why the engine stopped, when status is `failed`; the scenario is kept. */
  failure: string | null;
  restart: () => void;
  cancel: () => void;
  openFile: (file: File) => Promise<void>;
  dropTrace: () => void;
  /** Resolves when what is on screen is the final answer to the current scenario. */
  idle: () => Promise<void>;
}

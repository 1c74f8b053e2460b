import type { ReceiptAnswer, RunOutcome } from '../worker/api';

/** One request of one side; requests count from 0 here and from 1 on the page. */
export interface Selection {
  side: 'a' | 'b';
  request: number;
}

/** An answer of the engine, and what it is about: a request of that very run. */
export interface Answered {
  selection: Selection;
  outcome: RunOutcome;
  answer: ReceiptAnswer;
}

/** One choice of a request made otherwise: what it came to, once that is known. */
interface OtherWay {
  instance: number;
  answered: Answered | null;
}

/** The request that is looked into. Follows the newest run; an answer about anything else is dropped. */
export interface InspectionState {
  selected: Selection | null;
  /** The last receipt that came; stays in sight while the next is on its way. */
  shown: Answered | null;
  other: OtherWay | null;
  /** `shown`, and what stands in `other`, is not yet about `selected` in the run on screen. */
  stale: boolean;
  otherStale: boolean;
  /** Why there is nothing newer to show, as a sentence. */
  problem: string | null;
  /** Grows when something is selected that should come into sight. */
  reveals: number;
  select: (selection: Selection, reveal?: boolean) => void;
  close: () => void;
  /** Runs the side again with the request sent to this instance; null goes back to what happened. */
  doOtherWay: (instance: number | null) => void;
  /** Resolves when nothing is being asked. */
  idle: () => Promise<void>;
}

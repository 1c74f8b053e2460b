import type { RequestChoice } from '../scenario/scenario';
import type { ReceiptAnswer, RunOutcome } from '../worker/api';

/** An answer of the engine, and what it is about: a request of that very run. */
export interface Answered {
  selection: RequestChoice;
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
  selected: RequestChoice | null;
  /** The token of its answer that is meant, from 0; null where none is. */
  token: number | null;
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
  /** `reveal`: what is selected should come into sight; true unless said. */
  select: (selection: RequestChoice, reveal?: boolean, token?: number | null) => void;
  close: () => void;
  /** Runs the side again with the request sent to this instance; null goes back to what happened. */
  doOtherWay: (instance: number | null) => void;
  /** Resolves when nothing is being asked. */
  idle: () => Promise<void>;
}

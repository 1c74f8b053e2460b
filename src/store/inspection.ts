import type { StoreApi } from 'zustand/vanilla';
import type { Receipt } from '../engine/sim/receipt';
import type { RequestChoice } from '../scenario/scenario';
import type { JobInput, ReceiptAnswer } from '../worker/api';
import type { EngineClient } from '../worker/client';
import { isAtHand } from './job';
import { isSame } from './looked-into';
import type { Answered, InspectionState } from './inspection-state';
import { isUnderWay, type RunState } from './run-store';

/** While a slider moves runs follow each other; only the one at which it rests is looked into. */
const REST_MS = 100;

type Subject = Pick<Answered, 'selection' | 'outcome'> & { job: JobInput };

interface Parts {
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'receipt'>;
}

/** Looks into what is selected in the store: gives it its actions, and keeps it to the newest run. */
export function startInspection(store: StoreApi<InspectionState>, parts: Parts): void {
  const { runStore, client } = parts;
  let flight: object | null = null;
  let restTimer: ReturnType<typeof setTimeout> | null = null;
  let waiters: (() => void)[] = [];

  const { getState, setState } = store;
  setState({
    select(asked, reveal = true, token = null) {
      const { reveals, selected: before } = getState();
      // Another token of the same request asks nothing new of the engine.
      const selected = before !== null && isSame(before, asked) ? before : asked;
      setState({
        selected,
        token,
        ...(selected === before ? {} : { other: null }),
        reveals: reveals + (reveal ? 1 : 0),
      });
      if (refresh()) ask();
    },
    close() {
      drop(null);
    },
    doOtherWay(instance) {
      setState({ other: instance === null ? null : { instance, answered: null } });
      if (refresh()) ask();
    },
    idle: () =>
      new Promise((done) => {
        waiters.push(done);
        tell();
      }),
  });

  const isRunning = () => isUnderWay(runStore.getState());

  /** What is to be answered now; null when there is nothing to ask, or nobody to be asked. */
  function subjectNow(): Subject | null {
    const { selected } = getState();
    const { outcome, asked, failure } = runStore.getState();
    const job = selected && asked?.[selected.side];
    return selected && outcome && job && failure === null ? { selection: selected, outcome, job } : null;
  }

  function isAbout(answered: Answered | null | undefined, subject: Subject): answered is Answered {
    return answered?.selection === subject.selection && answered.outcome === subject.outcome;
  }

  function staleness(subject: Subject | null): Pick<InspectionState, 'stale' | 'otherStale'> {
    const { shown, other } = getState();
    return {
      stale: subject === null || !isAbout(shown, subject),
      otherStale: other !== null && (subject === null || !isAbout(other.answered, subject)),
    };
  }

  function drop(problem: string | null): void {
    stop();
    setState({
      selected: null,
      token: null,
      shown: null,
      other: null,
      stale: false,
      otherStale: false,
      problem,
    });
  }

  /** Makes the state say how things stand; true when there is something to ask. */
  function refresh(): boolean {
    const { selected } = getState();
    if (selected === null) return false;
    const { outcome, asked, trace, failure } = runStore.getState();
    const job = asked?.[selected.side];
    const side = outcome?.[selected.side];
    const count = side?.snapshot?.requests.count ?? null;
    const isMissing = count !== null && !(selected.request < count);
    // The first requests of many are answered before all of them.
    if (isMissing && isRunning()) setState({ stale: true, otherStale: true, problem: null });
    else if (outcome && !side) drop('This scenario has no B.');
    else if (isMissing) drop(noSuchRequest(selected, count));
    else if (failure !== null)
      giveUp('The engine has stopped, so nothing newer can be said of this request.');
    else if (side && side.snapshot === null)
      giveUp(`${letterOf(selected)} cannot run this scenario, so it has no requests to look into.`);
    else if (job && !isAtHand(job, trace))
      giveUp('The trace of the run on screen is no longer loaded, so its requests cannot be looked into.');
    else {
      const subject = subjectNow();
      const open = staleness(subject);
      setState({ ...open, problem: null });
      return subject !== null && (open.stale || open.otherStale);
    }
    return false;
  }

  function giveUp(problem: string): void {
    stop();
    setState({ stale: true, otherStale: true, problem });
  }

  function stop(): void {
    flight = null;
    clearRest();
    tell();
  }

  /** A newer question does not wait for the older one: the worker leaves that, and its answer is not heard. */
  function ask(): void {
    const own = {};
    flight = own;
    clearRest();
    answer(() => flight === own)
      .catch((error: unknown) => {
        if (flight === own) giveUp(`The engine did not answer: ${messageOf(error)}.`);
      })
      .finally(() => {
        if (flight !== own) return;
        flight = null;
        tell();
      });
  }

  async function answer(isCurrent: () => boolean): Promise<void> {
    const subject = subjectNow();
    if (subject === null) return;
    const { selection, outcome, job } = subject;
    const heard = (reply: ReceiptAnswer | null): reply is ReceiptAnswer =>
      reply !== null && isCurrent() && runStore.getState().outcome === outcome;

    const { shown, other } = getState();
    let { receipt } = shown?.answer ?? {};
    if (!isAbout(shown, subject)) {
      const reply = await client.receipt(job, selection.request, []);
      if (!heard(reply)) return;
      ({ receipt } = reply);
      setState({ shown: { selection, outcome, answer: reply }, stale: false });
    }
    if (receipt && other && !isAlternative(receipt, other.instance)) setState({ other: null });
    else if (other && !isAbout(other.answered, subject)) {
      const forced = [{ request: selection.request, instance: other.instance }];
      const reply = await client.receipt(job, selection.request, forced);
      if (!heard(reply)) return;
      setState({ other: { ...other, answered: { selection, outcome, answer: reply } } });
    }
    setState(staleness(subject));
  }

  function clearRest(): void {
    if (restTimer !== null) clearTimeout(restTimer);
    restTimer = null;
  }

  function tell(): void {
    if (flight !== null || restTimer !== null) return;
    const told = waiters;
    waiters = [];
    told.forEach((done) => done());
  }

  runStore.subscribe((state, before) => {
    const same =
      state.outcome === before.outcome && state.status === before.status && state.failure === before.failure;
    if (same) return;
    clearRest();
    if (refresh() && !isRunning()) restTimer = setTimeout(ask, REST_MS);
    else tell();
  });
}

function isAlternative(receipt: Receipt, instance: number): boolean {
  return receipt.decisions.some(
    ({ candidates, chosen }) => chosen !== instance && candidates.some((c) => c.instance === instance),
  );
}

function letterOf({ side }: RequestChoice): string {
  return side === 'a' ? 'A' : 'B';
}

function noSuchRequest(selected: RequestChoice, count: number): string {
  return `The run of ${letterOf(selected)} has ${String(count)} requests; there is no request #${String(selected.request + 1)}.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

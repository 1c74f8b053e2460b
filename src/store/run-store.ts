import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SideReport } from '../engine/result';
import { encodeQuestion } from '../scenario/codec';
import { impossibleReport } from '../scenario/impossible';
import { resolve } from '../scenario/resolve';
import type { Problem, Scenario } from '../scenario/scenario';
import type {
  ClosedForm,
  CurveAxis,
  CurveJob,
  CurveOutcome,
  FileProblem,
  FrontierLine,
  JobInput,
  LoadedTrace,
  Progress,
  RunOutcome,
  RunResult,
} from '../worker/api';
import type { EngineClient } from '../worker/client';
import { axisValues, impossibleCurve } from './curve-axes';
import { bothSides, firstRequests, onceLooked, onLoadedTrace, questionsOf } from './job';
import { createNewest } from './newest';
import { createRuns, QUICK_REQUESTS, type Run } from './runs';
import type { ScenarioState } from './scenario-store';

/** A scenario, and the trace that sent its requests, where one did: all that a result answers. */
export interface Question {
  scenario: Scenario;
  trace: LoadedTrace | null;
}

/** A file that cannot be used. `lost`: it was in use, until the engine was started anew. */
export interface RefusedFile extends FileProblem {
  lost?: true;
}

/** What was answered. Replaced by each run; the newest always wins. */
export interface RunState {
  /** `cancelled`: a person stopped it; what is shown is older than the scenario until `restart`. */
  status: 'starting' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: Progress | null;
  /** How many requests a side the run simulates that `progress` is of. */
  progressOf: number;
  /** The last finished run; stays on screen while the next is under way. */
  outcome: RunOutcome | null;
  /** What each side of `outcome` was asked with, for further questions about it; null for a side that had no input. */
  asked: { a: JobInput | null; b: JobInput | null } | null;
  /** What `outcome` answers, in the user's words: the scenario may have moved on since. */
  question: Question | null;
  /** `outcome` answers a question of a while ago: the estimate of the present one says more. */
  late: boolean;
  /** Closed form of the current scenario: there before the run is. */
  estimate: { a: SideReport; b: SideReport | null } | null;
  curves: Partial<Record<CurveAxis, CurveOutcome>>;
  /** What each side could do at its busiest; asked for only while somebody looks, and once the run has ended. */
  frontier: { a: FrontierLine[]; b: FrontierLine[] | null; question: Question } | null;
  /** What is computed although a reader should know better, e.g. a context beyond the model's. */
  warnings: Problem[];
  trace: LoadedTrace | null;
  fileProblem: RefusedFile | null;
  /** Why the engine stopped, when status is `failed`; the scenario is kept. */
  failure: string | null;
  restart: () => void;
  cancel: () => void;
  openFile: (file: File) => Promise<void>;
  dropTrace: () => void;
  /** Resolves when what is on screen is the final answer to the current scenario. */
  idle: () => Promise<void>;
}

/** The final answer to the present question is still to come. */
export const isUnderWay = ({ status }: Pick<RunState, 'status'>): boolean =>
  status === 'starting' || status === 'running';

/** While a slider moves, a new simulated answer arrives nearly every frame; one that is this late is a long run. */
const LATE_MS = 400;

interface RunAnswer {
  asked: RunState['asked'];
  question: Question;
  result: RunResult;
}

interface Parts {
  scenarioStore: StoreApi<ScenarioState>;
  client: EngineClient;
}

/** Asks the engine about every change of the scenario, from the moment it is created. */
export function createRunStore({ scenarioStore, client }: Parts): StoreApi<RunState> {
  /** Grows with every change of the question. */
  let revision = 0;
  /** Revision whose whole run is on screen, and the one the curves on screen belong to. */
  let answered = 0;
  let curvesOf = 0;
  let curveJobs = 0;
  /** Revision for which the frontier was last asked. */
  let frontierOf = 0;
  let resolved = resolve(scenarioStore.getState().scenario);
  let cancelled = false;
  /** The worker is gone: nothing is asked until a restart. */
  let crashed = false;
  let load: object | null = null;
  /** Every trace that is opened has a number of its own. */
  let traces = 0;
  /** Runs while a question waits for its first answer. */
  let lateness: ReturnType<typeof setTimeout> | null = null;
  let waiters: (() => void)[] = [];

  const scenarioNow = () => scenarioStore.getState().scenario;
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

  const store = createStore<RunState>(() => ({
    status: 'starting',
    progress: null,
    progressOf: 0,
    outcome: null,
    asked: null,
    question: null,
    late: false,
    estimate: null,
    curves: {},
    frontier: null,
    warnings: [],
    trace: null,
    fileProblem: null,
    failure: null,
    restart() {
      if (cancelled && !crashed) {
        changed();
        return;
      }
      forgetFlights();
      // The client reads a loaded trace again by itself.
      client.restart().then(
        (problem) => {
          crashed = false;
          if (problem !== null && getState().trace !== null)
            setState({ trace: null, fileProblem: { ...problem, lost: true } });
          changed();
        },
        (error: unknown) => fail(messageOf(error)),
      );
    },
    cancel() {
      if (load !== null) {
        client.cancelTrace();
      } else if (!runs.isIdle()) {
        cancelled = true;
        runs.stop();
      }
      refresh();
    },
    openFile: (opened) => openFile(opened),
    dropTrace() {
      const { trace } = getState();
      if (trace !== null) client.dropTrace(trace.number);
      putTrace(null);
    },
    idle: () =>
      new Promise((done) => {
        waiters.push(done);
        refresh();
      }),
  }));
  const { setState, getState } = store;

  const questions = (most = Infinity, of = resolved) => {
    const { trace } = getState();
    return questionsOf(of, (input) => (trace ? onLoadedTrace(input, trace) : firstRequests(input, most)));
  };

  const questionNow = (kind: Run['kind'] = 'whole'): Question => {
    const [scenario, { trace }] = [scenarioNow(), getState()];
    const isPart = kind === 'quick' && scenario.requests > QUICK_REQUESTS;
    return { scenario: isPart ? { ...scenario, requests: QUICK_REQUESTS } : scenario, trace };
  };

  const requestsOf = (kind: Run['kind']): number => {
    const all = getState().trace?.requests ?? scenarioNow().requests;
    return kind === 'quick' ? Math.min(QUICK_REQUESTS, all) : all;
  };

  const runs = createRuns({
    async start({ number, kind, waits }, onProgress): Promise<RunAnswer> {
      const at = resolved;
      const job = questions(kind === 'quick' ? QUICK_REQUESTS : Infinity);
      const asked = bothSides<JobInput | null>(at, job, () => null);
      const question = questionNow(kind);
      const result = job && (await client.run({ run: number, waits, ...job }, onProgress));
      if (result && result.kind !== 'done') return { asked, question, result };
      const sides = bothSides(at, result && result.outcome, (side) => ({
        report: impossibleReport(side, 'simulated'),
        snapshot: null,
      }));
      const difference = result?.outcome.difference ?? null;
      const outcome = { run: number, ...sides, difference };
      return { asked, question, result: { kind: 'done', outcome } };
    },
    cancel: () => client.cancel(),
    progress(progress, { kind }) {
      // The bar is the file's while one is read.
      if (load === null) setState({ progress, progressOf: requestsOf(kind) });
    },
    answered: takeRun,
    failed: (run, error) => {
      if (run.revision === revision) fail(messageOf(error));
    },
    rested: refresh,
  });

  /** An answer to the present question is on time. So is one to an older question that came while the timer ran. */
  function stillLate(run: Run): boolean {
    const present = run.revision === revision;
    if (!present && getState().late) return true;
    if (lateness !== null) clearTimeout(lateness);
    lateness = present ? null : setTimeout(() => setState({ late: true }), LATE_MS);
    return false;
  }

  function takeRun(run: Run, { asked, question, result }: RunAnswer): void {
    if (result.kind === 'superseded') return;
    if (result.kind === 'failed' && run.revision === revision) fail(result.message);
    if (result.kind === 'cancelled' && run.revision === revision) cancelled = true;
    if (result.kind === 'done') {
      if (run.final) answered = run.revision;
      const late = stillLate(run);
      const { outcome } = result;
      setState({ outcome, asked, question, late, ...standing(getState().failure, outcome) });
    }
    refresh();
  }

  /** What to ask for the closed form of the present question, and what an answer to that changes on screen. */
  function formQuestion() {
    const axis = scenarioNow().charts.over;
    const [at, asOf, scenario] = [resolved, revision, scenarioNow()];
    const values = axisValues(axis, scenario, getState().trace);
    const own = questions();
    // What nobody can be asked at these lengths may be possible at others: the curve over them tells where.
    const key = axis === 'context' ? 'ctx' : axis === 'ratio' ? 'io' : null;
    const along = own || key === null ? at : resolve({ ...scenario, [key]: values.at(-1) });
    const asked = own ?? questions(Infinity, along);
    curveJobs += 1;
    const run = curveJobs;
    const job: CurveJob | null = asked && { run, axis, values, activeParameters: scenario.moe, ...asked };
    const shown = (reply: ClosedForm | null): Partial<RunState> => {
      const sides = bothSides(along, reply && reply.curves, () => impossibleCurve(values.length));
      const estimate = onceLooked(() =>
        bothSides(at, own && reply && reply.estimate, (side) => impossibleReport(side, 'closed_form')),
      );
      const others = asOf === curvesOf ? getState().curves : {};
      curvesOf = asOf;
      return { estimate, curves: { ...others, [axis]: { run, axis, values, ...sides } } };
    };
    return { job, shown };
  }

  const closedForms = createNewest({
    async question(isCurrent) {
      const { job, shown } = formQuestion();
      const reply = job && (await client.closedForm(job));
      if (isCurrent()) setState(shown(reply));
    },
    failed: (error) => fail(messageOf(error)),
    rested: refresh,
  });

  /**
   * On screen at once where the closed form is at hand, else once the worker answers. `also`: what else is new, told of
   * together with it.
   */
  function answerForm(also: Partial<RunState> = {}): void {
    try {
      const { job, shown } = formQuestion();
      const reply = job && client.closedFormNow(job);
      if (job !== null && reply === null) {
        closedForms.ask();
        setState(also);
        return;
      }
      closedForms.forget();
      setState({ ...also, ...shown(reply) });
    } catch (error) {
      setState(also);
      fail(messageOf(error));
    }
  }

  const frontiers = createNewest({
    async question(isCurrent) {
      const at = resolved;
      const [asked, question] = [questions(), questionNow()];
      const reply = asked && (await client.frontier(asked.a, asked.b));
      const frontier = bothSides<FrontierLine[]>(at, reply, () => []);
      if (isCurrent()) setState({ frontier: { ...frontier, question } });
    },
    failed: (error) => fail(messageOf(error)),
    rested: refresh,
  });

  const isFrontierSeen = () => {
    const { view, charts } = scenarioNow();
    return view === 'frontier' || (view === 'full' && charts.tab === 'frontier');
  };

  const isIdle = () => load === null && runs.isIdle() && closedForms.isIdle() && frontiers.isIdle();

  /** Whether the present question is still open. */
  const isOpen = (failure: string | null) =>
    load !== null || (failure === null && !cancelled && answered !== revision);

  /** Status and progress follow from what is known. */
  function standing(failure: string | null, outcome: RunOutcome | null): Partial<RunState> {
    if (isOpen(failure)) return { status: outcome ? 'running' : 'starting' };
    return { status: failure !== null ? 'failed' : cancelled ? 'cancelled' : 'done', progress: null };
  }

  /** Tells the status where it is another, and whoever waits for rest. */
  function refresh(): void {
    const { failure, outcome, status, progress } = getState();
    const now = standing(failure, outcome);
    if (now.status !== status || (now.progress === null && progress !== null)) setState(now);
    if (!isOpen(failure) && failure === null && frontierOf !== revision && isFrontierSeen()) {
      frontierOf = revision;
      frontiers.ask();
    }
    if (!isIdle()) return;
    const told = waiters;
    waiters = [];
    told.forEach((done) => done());
  }

  function fail(failure: string): void {
    setState({ failure });
    refresh();
  }

  function changed(): void {
    revision += 1;
    const scenario = scenarioNow();
    resolved = resolve(scenario);
    const warnings = resolved.problems;
    if (crashed) {
      setState({ warnings });
      return;
    }
    cancelled = false;
    lateness ??= setTimeout(() => setState({ late: getState().outcome !== null }), LATE_MS);
    const canBeQuick = getState().trace === null;
    runs.changed(revision, { canBeQuick, quickIsWhole: scenario.requests <= QUICK_REQUESTS });
    // After that, so that the worker simulates while this thread answers, where there are cores for both.
    answerForm({ warnings, failure: null, progress: null, ...standing(null, getState().outcome) });
    refresh();
  }

  function forgetFlights(): void {
    load = null;
    runs.forget();
    closedForms.forget();
    frontiers.forget();
  }

  async function openFile(opened: File): Promise<void> {
    const own = {};
    load = own;
    setState({ fileProblem: null });
    refresh();
    const onProgress = (progress: Progress) => {
      if (load === own) setState({ progress });
    };
    traces += 1;
    const result = await client.loadTrace(opened, traces, onProgress).catch((error: unknown) => ({
      kind: 'refused' as const,
      problem: { file: opened.name, line: null, column: null, message: messageOf(error) },
    }));
    const isNewest = load === own;
    if (isNewest) load = null;
    if (result.kind === 'refused' && isNewest) setState({ fileProblem: result.problem });
    // Even where a newer file is being read by now: this is what the worker holds.
    if (result.kind === 'loaded') putTrace(result.trace);
    refresh();
  }

  /** What was asked about another trace will be refused, or is of no use. */
  function putTrace(trace: LoadedTrace | null): void {
    closedForms.forget();
    frontiers.forget();
    setState(trace === null ? { trace, fileProblem: null } : { trace });
    changed();
  }

  client.onCrash((message) => {
    crashed = true;
    forgetFlights();
    fail(message);
  });

  /** Another part of the page may need an answer that nobody has asked for yet. */
  function look({ view, charts }: Scenario, before: Scenario): void {
    const { over, tab } = charts;
    if (over !== before.charts.over && (curvesOf !== revision || !getState().curves[over])) answerForm();
    if (tab !== before.charts.tab || view !== before.view) refresh();
  }

  /** What to show and how is not the engine's business. */
  const askedOf = ({ scenario }: ScenarioState) => encodeQuestion(scenario);
  scenarioStore.subscribe((state, before) => {
    if (state.scenario === before.scenario) return;
    if (askedOf(state) !== askedOf(before)) changed();
    else look(state.scenario, before.scenario);
  });
  changed();
  return store;
}

import type { Seconds, Tokens } from '../../units/units';
import { ln } from '../number/portable';
import { Lognormal } from '../number/lognormal';
import { streamKey, uniform } from '../number/random';
import { EventHeap } from '../sim/event-heap';
import { unitGamma } from './gamma';
import { rowsOfSessions } from './session-rows';
import { HUMAN, TOOL, type SessionRequests, type SessionWorkload } from './session-workload';
import { nominalService } from './nominal-service';
import { newTokensMean } from './turn-lengths';

const NANOSECONDS = 1e9;

/** Rounds to whole nanoseconds, so that a sum of pauses is the same in every engine. */
function toNanosecond(t: Seconds): Seconds {
  return Math.round(t * NANOSECONDS) / NANOSECONDS;
}

/** Sessions that were under way when the run began are numbered from here, so that a rate shifts nobody's numbers. */
const BEFORE_RUN = 0x40000000;

/** One session on its way. */
interface Session {
  /** Its place in the list of sessions. */
  place: number;
  /** What its random numbers belong to. */
  id: number;
  systemPrompt: number;
  /** Tokens that its next prompt begins with. */
  context: Tokens;
  longest: Tokens;
  nextTurn: number;
  /** The pause before that turn; 0 before a first one. */
  pause: Seconds;
  /** Its last turn of this run, or -1. */
  last: number;
}

/**
 * Draws the turns that the run sees of all sessions, by the clock of the sessions themselves: the steady state, in
 * which sessions begin, go on and end. Two kinds come by the clock. First turns of new sessions, with gaps of the
 * workload's variation; and turns of sessions that were under way before, which thin out as those sessions have all
 * been heard of: of later turns, which come at a steady rate, those whose last turn was before the run. Each number
 * depends on (seed, session, turn) alone.
 */
export function drawSessions(workload: SessionWorkload, seed: number): SessionRequests {
  return new SessionDraw(workload, seed).all();
}

class SessionDraw {
  private readonly workload: SessionWorkload;
  private readonly keys: Record<'session' | 'turn' | 'tool' | 'gap' | 'isl' | 'osl', number>;
  private readonly newTokens: Lognormal;
  private readonly outputTokens: Lognormal;
  private readonly humanGap: Lognormal;
  private readonly sessions: Session[] = [];
  private readonly columns: Omit<
    SessionRequests,
    'rows' | 'count' | 'cutRequests' | 'cutTokensMean' | 'unordered' | 'notes'
  >;
  private count = 0;
  private cut = 0;
  /** Sums for the effect of the cuts. */
  private tokens = 0;

  constructor(workload: SessionWorkload, seed: number) {
    this.workload = workload;
    const newTokens = newTokensMean(workload);
    if (!(newTokens >= 1)) throw new RangeError('sessions leave less than one new token a turn');
    const { humanGapSecondsMean, humanGapCv } = workload.sessions;
    this.newTokens = new Lognormal(newTokens, workload.promptTokensCv);
    this.outputTokens = new Lognormal(workload.outputTokensMean, workload.outputTokensCv);
    this.humanGap = new Lognormal(humanGapSecondsMean, humanGapCv);
    const key = (stream: string) => streamKey(seed, stream);
    this.keys = {
      session: key('session'),
      turn: key('turn'),
      tool: key('tool'),
      gap: key('gap'),
      isl: key('isl'),
      osl: key('osl'),
    };
    const n = workload.requests;
    this.columns = {
      arrival: new Float64Array(n).fill(NaN),
      nominal: new Float64Array(n),
      promptTokens: new Int32Array(n),
      outputTokens: new Int32Array(n),
      session: new Int32Array(n),
      turn: new Int32Array(n),
      startedBy: new Uint8Array(n),
      gapSeconds: new Float64Array(n),
      next: new Int32Array(n).fill(-1),
      continued: 0,
    };
  }

  all(): SessionRequests {
    const { workload, columns, sessions } = this;
    const { requests: n, requestsPerSecond, gapCv } = workload;
    const { turns } = workload.sessions;
    const starts = new Stream(this.keys.session, 0, gapCv, requestsPerSecond / turns);
    const goings = new Stream(this.keys.session, BEFORE_RUN, 1, (requestsPerSecond * (turns - 1)) / turns);
    const later = new EventHeap(Math.max(64, n));
    while (this.count < n) {
      const next = later.peekTime();
      if (starts.time <= goings.time && starts.time <= next) {
        this.take(this.begin(starts.number, 0, 0), starts.time, later);
        starts.step();
      } else if (goings.time <= next) {
        const turn = 1 + Math.floor(uniform(this.keys.session, goings.number, 1) * (turns - 1));
        // The turn before it was before the run.
        const pause = this.gap(goings.number, turn);
        if (nominalService(this.output(goings.number, turn - 1)) + pause > goings.time) {
          this.columns.continued++;
          this.take(this.begin(goings.number, turn, pause), goings.time, later);
        }
        goings.step();
      } else {
        const session = sessions[later.peekId()]!;
        later.pop();
        this.take(session, next, later);
      }
    }
    const rows = rowsOfSessions(
      sessions,
      { prompts: workload.sessions.systemPrompts, tokens: workload.sessions.systemTokens },
      columns.session,
      (turn) => columns.promptTokens[turn]! + columns.outputTokens[turn]!,
    );
    return {
      ...columns,
      count: n,
      rows,
      cutRequests: 0,
      cutTokensMean: 0,
      unordered: true,
      notes: this.notes(),
    };
  }

  /** A session that the run first hears of with its turn `turn`. */
  private begin(id: number, turn: number, pause: Seconds): Session {
    const { sessions, workload, keys } = this;
    const { systemPrompts, systemTokens } = workload.sessions;
    const systemPrompt = Math.floor(uniform(keys.turn, id) * systemPrompts);
    let context = Math.floor(systemTokens);
    for (let t = 0; t < turn; t++) context += this.added(id, t) + this.output(id, t);
    const session = {
      id,
      place: sessions.length,
      systemPrompt,
      context,
      longest: 0,
      nextTurn: turn,
      pause,
      last: -1,
    };
    sessions.push(session);
    return session;
  }

  /** The session's next turn comes at `time`, and the one after it is put into the order of turns. */
  private take(session: Session, time: Seconds, later: EventHeap): void {
    const { columns, workload } = this;
    const { id, nextTurn: turn, last } = session;
    const most = Math.floor(workload.maxContext);
    const added = this.added(id, turn);
    const drawn = this.output(id, turn);
    // What begins a session is cut to fit; a later turn that does not fit ends it.
    const full = session.context + added + drawn > most;
    if (full) this.cut++;
    if (full && last >= 0) return;
    const request = this.count++;
    const output = Math.min(drawn, most - 1);
    const prompt = Math.min(session.context + added, most - output);
    if (last < 0) columns.arrival[request] = time;
    else columns.next[last] = request;
    columns.nominal[request] = time;
    columns.promptTokens[request] = prompt;
    columns.outputTokens[request] = output;
    columns.session[request] = session.place;
    columns.turn[request] = turn;
    columns.startedBy[request] = this.startedBy(id, turn);
    columns.gapSeconds[request] = session.pause;
    this.tokens += prompt + output;
    session.last = request;
    session.context = prompt + output;
    session.longest = prompt + output;
    session.nextTurn = turn + 1;
    if (session.nextTurn >= workload.sessions.turns) return;
    session.pause = this.gap(id, turn + 1);
    later.push(time + nominalService(output) + session.pause, 0, session.place);
  }

  private notes(): string[] {
    const { cut, count, tokens, columns, workload } = this;
    const notes: string[] = [];
    if (cut > 0) {
      const asked = workload.promptTokensMean + workload.outputTokensMean;
      notes.push(
        `${String(cut)} turns did not fit the context: they were cut or ended their sessions, and a request ` +
          `has ${(tokens / count).toFixed(0)} tokens on average where ${asked.toFixed(0)} are asked for.`,
      );
    }
    if (columns.continued > count / 20) {
      notes.push(
        `${String(columns.continued)} of ${String(count)} turns continue sessions from before the run, whose KV ` +
          'nobody has: a longer run, with more requests, finds more.',
      );
    }
    return notes;
  }

  private startedBy(id: number, turn: number): number {
    return turn > 0 && uniform(this.keys.turn, id, turn) < this.workload.sessions.toolShare ? TOOL : HUMAN;
  }

  private added(id: number, turn: number): Tokens {
    return Math.max(1, Math.round(this.newTokens.quantile(uniform(this.keys.isl, id, turn))));
  }

  private output(id: number, turn: number): Tokens {
    return Math.max(1, Math.round(this.outputTokens.quantile(uniform(this.keys.osl, id, turn))));
  }

  private gap(id: number, turn: number): Seconds {
    const { toolGapSecondsMean } = this.workload.sessions;
    if (this.startedBy(id, turn) === TOOL) {
      return toNanosecond(-ln(uniform(this.keys.tool, id, turn)) * toolGapSecondsMean);
    }
    return toNanosecond(this.humanGap.quantile(uniform(this.keys.gap, id, turn)));
  }
}

/** Points in time at a rate, numbered from `first` on: unit-rate gaps are divided by it, so it shifts no numbers. */
class Stream {
  time: Seconds = Infinity;
  number: number;
  private cumulative = 0;
  private readonly key: number;
  private readonly cv: number;
  private readonly rate: number;

  constructor(key: number, first: number, cv: number, rate: number) {
    this.key = key;
    this.number = first - 1;
    this.cv = cv;
    this.rate = rate;
    if (rate > 0) this.step();
  }

  step(): void {
    this.number++;
    if (this.cv === 1) this.cumulative -= ln(uniform(this.key, this.number));
    else if (this.cv === 0) this.cumulative += 1;
    else this.cumulative += unitGamma(this.key, this.number, 1 / (this.cv * this.cv));
    this.time = toNanosecond(this.cumulative / this.rate);
  }
}

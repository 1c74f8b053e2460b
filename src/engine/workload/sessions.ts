import type { Fraction, Seconds, Tokens } from '../../units/units';
import { ln } from '../number/portable';
import { lognormal, streamKey, uniform } from '../number/random';
import { nameBlocks } from './session-blocks';
import { HUMAN, TOOL, type SessionRequests, type SessionWorkload } from './session-workload';

const NANOSECONDS = 1e9;

/** Rounds to whole nanoseconds, so that a sum of pauses is the same in every engine. */
function toNanosecond(t: Seconds): Seconds {
  return Math.round(t * NANOSECONDS) / NANOSECONDS;
}

/** Draws the turns of every session; each number depends on (seed, session, turn) alone. */
export function drawSessions(workload: SessionWorkload, seed: number): SessionRequests {
  const n = workload.sessions;
  const turns = new Int32Array(n);
  const later = new Int32Array(n + 1);
  const turnKey = streamKey(seed, 'turn');
  for (let s = 0; s < n; s++) {
    turns[s] = drawTurns(workload, uniform(turnKey, s));
    later[s + 1] = later[s]! + turns[s]! - 1;
  }
  const draw = new SessionDraw(workload, seed, n + later[n]!);
  let start = 0;
  const sessionKey = streamKey(seed, 'session');
  for (let s = 0; s < n; s++) {
    start -= ln(uniform(sessionKey, s)) / workload.sessionsPerSecond;
    draw.session(
      s,
      turns[s]!,
      toNanosecond(start),
      Math.floor(uniform(sessionKey, s, 1) * workload.systemPrompts),
    );
  }
  return draw.finish();
}

function drawTurns(workload: SessionWorkload, u: Fraction): number {
  if (workload.turnsMean <= 1) return 1;
  const turns = 1 + Math.floor(ln(u) / ln(1 - 1 / workload.turnsMean));
  return Math.min(turns, Math.max(1, Math.floor(workload.turnsMost)));
}

/** Fills the columns, one session after another. */
class SessionDraw {
  private readonly columns: Omit<SessionRequests, 'count' | 'blocks' | 'cutRequests'>;
  private readonly systemPrompt: Int32Array;
  private readonly keys: Record<'turn' | 'tool' | 'gap' | 'isl' | 'osl', number>;
  private readonly workload: SessionWorkload;
  /** Where the next later turn goes. */
  private at: number;
  private cut = 0;

  constructor(workload: SessionWorkload, seed: number, most: number) {
    this.workload = workload;
    this.at = workload.sessions;
    this.systemPrompt = new Int32Array(workload.sessions);
    const key = (stream: string) => streamKey(seed, stream);
    this.keys = {
      turn: key('turn'),
      tool: key('tool'),
      gap: key('gap'),
      isl: key('isl'),
      osl: key('osl'),
    };
    this.columns = {
      firstTurns: workload.sessions,
      arrival: new Float64Array(most).fill(NaN),
      promptTokens: new Int32Array(most),
      outputTokens: new Int32Array(most),
      session: new Int32Array(most),
      turn: new Int32Array(most),
      startedBy: new Uint8Array(most),
      gapSeconds: new Float64Array(most),
      next: new Int32Array(most).fill(-1),
    };
  }

  session(s: number, turns: number, start: Seconds, systemPrompt: number): void {
    const { columns, workload } = this;
    const most = Math.floor(workload.maxContext);
    columns.arrival[s] = start;
    this.systemPrompt[s] = systemPrompt;
    let context = Math.floor(workload.systemTokens);
    let before = -1;
    for (let turn = 0; turn < turns; turn++) {
      const tool = turn > 0 && uniform(this.keys.turn, s, turn) < workload.toolShare;
      const added = this.newTokens(s, turn, tool);
      const output = this.outputTokens(s, turn);
      // The first turn is cut to fit; a later one that does not fit ends the session.
      const full = context + added + output > most;
      if (full) this.cut++;
      if (full && turn > 0) return;
      const request = turn === 0 ? s : this.at++;
      const keptOutput = Math.min(output, most - 1);
      columns.outputTokens[request] = keptOutput;
      columns.promptTokens[request] = Math.min(context + added, most - keptOutput);
      columns.session[request] = s;
      columns.turn[request] = turn;
      columns.startedBy[request] = tool ? TOOL : HUMAN;
      if (turn > 0) columns.gapSeconds[request] = this.gap(s, turn, tool);
      if (before >= 0) columns.next[before] = request;
      before = request;
      context = columns.promptTokens[request] + keptOutput;
    }
  }

  finish(): SessionRequests {
    const { columns } = this;
    const count = this.at;
    return {
      count,
      firstTurns: columns.firstTurns,
      arrival: columns.arrival.slice(0, count),
      promptTokens: columns.promptTokens.slice(0, count),
      outputTokens: columns.outputTokens.slice(0, count),
      session: columns.session.slice(0, count),
      turn: columns.turn.slice(0, count),
      startedBy: columns.startedBy.slice(0, count),
      gapSeconds: columns.gapSeconds.slice(0, count),
      next: columns.next.slice(0, count),
      blocks: nameBlocks(this.workload, this.systemPrompt, columns, count),
      cutRequests: this.cut,
    };
  }

  private newTokens(s: number, turn: number, tool: boolean): Tokens {
    const { workload, keys } = this;
    const mean = tool ? workload.toolTokensMean : workload.humanTokensMean;
    const cv = tool ? workload.toolTokensCv : workload.humanTokensCv;
    return Math.max(1, Math.round(lognormal(uniform(keys.isl, s, turn), mean, cv)));
  }

  private outputTokens(s: number, turn: number): Tokens {
    const { outputTokensMean, outputTokensCv } = this.workload;
    return Math.max(
      1,
      Math.round(lognormal(uniform(this.keys.osl, s, turn), outputTokensMean, outputTokensCv)),
    );
  }

  private gap(s: number, turn: number, tool: boolean): Seconds {
    const { workload, keys } = this;
    if (tool) return toNanosecond(-ln(uniform(keys.tool, s, turn)) * workload.toolGapSecondsMean);
    return toNanosecond(
      lognormal(uniform(keys.gap, s, turn), workload.humanGapSecondsMean, workload.humanGapCv),
    );
  }
}

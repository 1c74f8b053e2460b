import { leastPrompt } from '../engine/workload/session-workload';
import type { SessionShape } from '../engine/input';
import { count } from '../units/format';
import { NO_SESSIONS } from './defaults';
import { numberParser, type Field, type Range } from './field';
import { parseDecimal, parseQuantity } from './quantity';
import type { Scenario, Sessions } from './scenario';

/** A person's pause is lognormal with this variation (model.md §4.2, assumed). */
const HUMAN_GAP_CV = 1.5;

/** What the engine needs; undefined where requests share nothing. */
export function sessionShape({
  turns,
  tool,
  gap,
  toolgap,
  sys,
  prefixes,
}: Sessions): SessionShape | undefined {
  if (turns === 1 && sys === 0) return undefined;
  return {
    turns,
    toolShare: tool,
    toolGapSecondsMean: toolgap,
    humanGapSecondsMean: gap,
    humanGapCv: HUMAN_GAP_CV,
    systemTokens: sys,
    systemPrompts: prefixes,
  };
}

/** Why turns of these mean lengths cannot be, in the words of the page, or null when they can. Classes have no sessions. */
export function impossibleSessions(
  { sessions, conc }: Pick<Scenario, 'sessions' | 'conc'>,
  prompt: number,
  output: number,
): string | null {
  const shape = sessionShape(sessions);
  if (shape === undefined) return null;
  const { turns, sys } = sessions;
  const who = turns > 1 ? `Sessions of ${String(turns)} turns` : 'Requests';
  const system = sys > 0 ? ` after a system prompt of ${count(sys)}` : '';
  // Those come when people and tools are done, not when any answer ends.
  if (conc !== null) return `${who}${system} go without Concurrency (requests in flight): leave out either.`;
  const least = leastPrompt(output, shape);
  if (prompt >= least) return null;
  return (
    `${who} with answers of ${count(Math.round(output))} tokens${system} have ` +
    `prompts of at least ${count(Math.ceil(least))} tokens on average, and context length and ratio ask for ` +
    `${count(Math.round(prompt))}: raise either, or ask for fewer turns.`
  );
}

/** What has no effect goes back to what is usual, as `moe` without `size` does. */
export function withoutIdle(sessions: Sessions): Sessions {
  const { tool, gap, toolgap, prefixes } = NO_SESSIONS;
  return {
    ...sessions,
    ...(sessions.turns === 1 && { tool, gap, toolgap }),
    ...(sessions.sys === 0 && { prefixes }),
  };
}

/** Why a key of a link changes nothing, or null when it does. */
export function idleSessionKey(key: keyof Sessions, { turns, sys }: Sessions): string | null {
  if (key === 'prefixes') return sys > 0 ? null : 'it needs sys, the tokens of a system prompt';
  return turns > 1 || key === 'turns' || key === 'sys' ? null : 'it needs turns, 2 or more of a session';
}

type Row = Pick<Field<number>, 'label' | 'unit'> & { range: Range; slider?: Field<number>['slider'] };

function row(key: keyof Sessions, { range, slider = null, ...rest }: Row): Field<number> {
  return {
    key,
    group: 'workload',
    json: 'number',
    range,
    slider,
    parse: numberParser(range, rest.unit, range.whole === true ? parseQuantity : parseDecimal),
    print: String,
    get: ({ sessions, classes }) =>
      classes === null && idleSessionKey(key, sessions) === null ? sessions[key] : undefined,
    default: () => NO_SESSIONS[key],
    write(draft, value, base) {
      draft.scenario.sessions = { ...base.sessions, [key]: value ?? NO_SESSIONS[key] };
    },
    ...rest,
  };
}

export const SESSION_FIELDS = {
  turns: row('turns', {
    label: 'Turns of a session',
    unit: 'turns',
    range: { min: 1, max: 1000, whole: true, log: true },
    slider: { min: 1, max: 100 },
  }),
  tool: row('tool', {
    label: 'Turns begun by tools',
    unit: '',
    range: { min: 0, max: 1, log: false },
    slider: { min: 0, max: 1 },
  }),
  gap: row('gap', {
    label: 'Pause of a person',
    unit: 's',
    range: { min: 0.1, max: 86_400, log: true },
    slider: { min: 1, max: 3600 },
  }),
  toolgap: row('toolgap', {
    label: 'Pause of a tool',
    unit: 's',
    range: { min: 0.01, max: 3600, log: true },
    slider: { min: 0.1, max: 600 },
  }),
  sys: row('sys', {
    label: 'System prompt',
    unit: 'tokens',
    range: { min: 0, max: 1_000_000, whole: true, log: false },
  }),
  prefixes: row('prefixes', {
    label: 'System prompts',
    unit: 'prompts',
    range: { min: 1, max: 10_000, whole: true, log: true },
  }),
};

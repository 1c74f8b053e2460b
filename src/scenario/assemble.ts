import { closestText } from './closest';
import { NOTHING_OWN, type Custom } from './custom';
import { isSinglePool, sideOf, singlePoolKey } from './defaults';
import type { Draft, Field } from './field';
import { FIELD_KEYS, fieldByKey, FIELDS, printForPeople } from './fields';
import { idleOption } from './kv-options';
import { idleParallel, PARALLEL_KEYS } from './parallel';
import { patchScenario, patchSide } from './patch';
import { samePool } from './pool-choice';
import type { Problem, Scenario } from './scenario';
import { idleRules } from './rules';
import { idleSessionKey, SESSION_FIELDS } from './sessions';
import { idleSplit } from './split';
import type { Entries } from './upgrades';

export interface ReadScenario {
  scenario: Scenario;
  problems: Problem[];
}

interface Failed {
  field: Field<unknown>;
  text: string;
  why: string;
}

/**
 * Puts keys and texts on top of a scenario. Nothing is dropped in silence: every key that is unknown, unreadable or
 * without effect is a problem that names it and says what holds instead. `null` texts ask for the default.
 */
export function assemble(
  base: Scenario,
  entries: ReadonlyMap<string, string | null>,
  from: 'link' | 'patch',
) {
  const draft: Draft = { scenario: {}, a: {}, b: {} };
  const problems: Problem[] = [];
  const failed: Failed[] = [];
  const texts = new Map<string, string>();
  const own = ownOf(entries, base);
  for (const [key, text] of entries) {
    const field = fieldByKey(key);
    if (field === null) {
      problems.push(
        say(key, text ?? '', `is not a key of a scenario${closestText(key, FIELD_KEYS)}`, 'it is not used'),
      );
    } else if (text === null) {
      field.write(draft, null, { ...base, ...draft.scenario });
    } else {
      const parsed = field.parse(text, own);
      if (!parsed.ok) failed.push({ field, text, why: parsed.why });
      else field.write(draft, parsed.value, { ...base, ...draft.scenario });
      if (parsed.ok) texts.set(key, text);
    }
  }
  problems.push(...ineffective(base, draft, texts));
  const a = patchSide(base.a, draft.a);
  const scenario = patchScenario(base, { ...draft.scenario, a, b: sideB(base, draft) });
  for (const { field, text, why } of failed) {
    problems.push(say(field.key, text, why, instead(field, scenario, from)));
  }
  return { scenario, problems } satisfies ReadScenario;
}

/** What the scenario will bring along: its ids are known to all other keys. */
function ownOf(entries: ReadonlyMap<string, string | null>, base: Scenario): Custom {
  const text = entries.get(FIELDS.x.key);
  if (text === undefined) return base.custom;
  const parsed = text === null ? null : FIELDS.x.parse(text);
  if (parsed === null) return NOTHING_OWN;
  return parsed.ok ? parsed.value : base.custom;
}

function sideB(base: Scenario, draft: Draft): Scenario['b'] {
  if (draft.scenario.b === null) return null;
  if (base.b !== null) return patchSide(base.b, draft.b);
  const { architecture } = draft.b;
  return architecture === undefined ? null : patchSide(sideOf(architecture), draft.b);
}

/** Keys that were read and yet change nothing. */
function ineffective(base: Scenario, draft: Draft, texts: Entries): Problem[] {
  const problems: Problem[] = [];
  const unused = (key: string, why: string | null) => {
    const text = texts.get(key);
    if (text !== undefined && why !== null) problems.push(say(key, text, `is not used: ${why}`));
  };
  const named = draft.scenario.model ?? null;
  const generic = (draft.scenario.size ?? (named === null ? base.size : null)) !== null;
  if (named !== null) unused('size', `model names ${named}, which wins over size`);
  if (named !== null) unused('moe', `model names ${named}, which has its own active size`);
  else if (!generic) unused('moe', 'it needs size, the total of a generic model');
  if (!generic) unused('attn', 'it needs size: a published model has its own attention');

  const inFlight = draft.scenario.conc === undefined ? base.conc : draft.scenario.conc;
  if (inFlight !== null) unused('rps', 'with conc the rate is an outcome');

  const classes = draft.scenario.classes === undefined ? base.classes : draft.scenario.classes;
  if (classes !== null)
    for (const key of ['slo', ...Object.keys(SESSION_FIELDS)])
      unused(key, 'classes bring their own promises, and have no sessions');
  const sessions = { ...base.sessions, ...draft.scenario.sessions };
  for (const key of ['tool', 'gap', 'toolgap', 'prefixes'] as const) {
    unused(key, classes === null ? idleSessionKey(key, sessions) : null);
  }

  const hidden = draft.scenario.b === null || (base.b === null && draft.b.architecture === undefined);
  if (hidden)
    for (const key of texts.keys())
      if (key.startsWith('b.')) unused(key, 'B is hidden; name its architecture with b');

  for (const id of hidden ? (['a'] as const) : (['a', 'b'] as const)) {
    const architecture = draft[id].architecture ?? base[id]?.architecture;
    const { prefill, decode } = draft[id];
    const tiers = draft[id].tiers === undefined ? base[id]?.tiers : draft[id].tiers;
    for (const key of ['evict', 'write', 'admit', 'fetch', 'prefetch'] as const) {
      unused(`${id}.${key}`, idleOption(key, tiers ?? null));
    }
    const route = draft[id].route === undefined ? base[id]?.route : draft[id].route;
    unused(`${id}.rules`, idleRules(route));
    const apart = idleSplit(architecture);
    for (const key of ['ffn', 'micro', 'alpha', 'afdlink']) unused(`${id}.${key}`, apart);
    const ep = (draft[id].parallel ?? base[id]?.parallel)?.ep;
    for (const key of PARALLEL_KEYS) {
      unused(`${id}.${key}`, idleParallel(key, architecture, ep));
    }
    if (!architecture || !isSinglePool(architecture) || !prefill || !decode || samePool(prefill, decode))
      continue;
    const key = singlePoolKey(architecture);
    unused(
      `${id}.${key === 'prefill' ? 'decode' : 'prefill'}`,
      `${architecture} has one pool, and ${id}.${key} names it`,
    );
  }
  return problems;
}

/** What holds in place of a text that could not be read. */
function instead(field: Field<unknown>, scenario: Scenario, from: 'link' | 'patch'): string {
  const value = field.get(scenario);
  if (value === undefined || value === null) return 'it is left out';
  const text = printForPeople(field, value);
  return from === 'link' ? `the default ${text} is used` : `${text} stays`;
}

/** Long texts are cut: a message is read by people. */
const SHOWN = 60;

/** What is wrong, and where it applies what the page does instead; a program that refuses shows the cause alone. */
export function say(key: string, text: string, rest: string, remedy?: string): Problem {
  const cut = (whole: string) => (whole.length > SHOWN ? `${whole.slice(0, SHOWN)}…` : whole);
  const cause = `${cut(key)} "${cut(text)}" ${rest}`;
  const message = remedy === undefined ? `${cause}.` : `${cause}; ${remedy}.`;
  return { key: cut(key), value: cut(text), message, cause: `${cause}.` };
}

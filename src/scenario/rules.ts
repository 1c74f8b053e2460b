import type { ClassRule, RuleTarget } from '../engine/routing/class-rules';
import { CLASS_PRESETS } from './class-presets';
import { bad, good, type Field, type Parsed } from './field';
import { parseQuantity } from './quantity';
import type { SideScenario } from './scenario';

/** Rules of `class` routing in place of the usual ones: `voice:sram/room,8k..:gpu,all:largest-batch`. */

type SideId = 'a' | 'b';

const TARGETS: readonly RuleTarget[] = ['edge', 'sram', 'gpu', 'largest-batch'];
const EVERYBODY = 'all';
const MOST_RULES = 12;
const MOST_TOKENS = 1e9;

function parseRules(text: string): Parsed<readonly ClassRule[]> {
  const rules: ClassRule[] = [];
  for (const part of text.split(',')) {
    const [, who, where, room] = /^([\w.-]+):([a-z-]+)(\/room)?$/.exec(part.trim()) ?? [];
    if (who === undefined)
      return bad('is not a list of <class or prompt tokens>:<pools>, e.g. voice:sram,8k..:gpu');
    const to = TARGETS.find((target) => target === where);
    if (to === undefined)
      return bad(`names no kind of pool in "${where!}"; it is one of ${TARGETS.join(', ')}`);
    const asked = who.includes('..') ? promptsOf(who) : classOf(who);
    if (!asked.ok) return asked;
    rules.push({ ...asked.value, ...(room !== undefined && { room: true }), to });
  }
  return rules.length <= MOST_RULES ? good(rules) : bad(`has more than ${String(MOST_RULES)} rules`);
}

type Asked = Pick<ClassRule, 'class' | 'promptAtLeast' | 'promptAtMost'>;

function classOf(id: string): Parsed<Asked> {
  if (id === EVERYBODY) return good({});
  const ids = CLASS_PRESETS.map((preset) => preset.id);
  if (ids.includes(id)) return good({ class: id });
  return bad(`names no known class in "${id}"; it is one of ${ids.join(', ')}, or all for everybody`);
}

/** `8k..`, `..2k` or `2k..8k`: prompts of so many tokens, both ends included. */
function promptsOf(text: string): Parsed<Asked> {
  const [from = '', to = '', ...rest] = text.split('..');
  const ends = [from, to].map((end) => (end === '' ? null : parseQuantity(end)));
  const [least = null, most = null] = ends;
  const wrong = ends.some(
    (end) => end !== null && !(Number.isInteger(end) && end >= 0 && end <= MOST_TOKENS),
  );
  if (rest.length > 0 || wrong || (least === null && most === null))
    return bad(`has "${text}" for prompt tokens; write 8k.., ..2k or 2k..8k`);
  if (least !== null && most !== null && least > most)
    return bad(`has "${text}", in which no prompt can be: its ends are the wrong way round`);
  return good({
    ...(least !== null && { promptAtLeast: least }),
    ...(most !== null && { promptAtMost: most }),
  });
}

function printRules(rules: readonly ClassRule[]): string {
  const end = (tokens: number | undefined) => (tokens === undefined ? '' : String(tokens));
  return rules
    .map(({ class: id, promptAtLeast: least, promptAtMost: most, room, to }) => {
      const prompts = least === undefined && most === undefined ? EVERYBODY : `${end(least)}..${end(most)}`;
      return `${id ?? prompts}:${String(to)}${room === true ? '/room' : ''}`;
    })
    .join(',');
}

/** Why rules change nothing, or null when they do. */
export function idleRules(route: string | null | undefined): string | null {
  return route === 'class' ? null : 'only routing by class has rules';
}

/** What has no effect is left out. */
export function withoutIdleRules({ rules, route }: SideScenario): SideScenario['rules'] {
  return idleRules(route) === null ? rules : [];
}

export function rulesField(side: SideId): Field<readonly ClassRule[]> {
  return {
    key: `${side}.rules`,
    group: 'routing',
    label: 'Class rules',
    unit: '',
    json: 'string',
    range: null,
    slider: null,
    parse: parseRules,
    print: printRules,
    get: (scenario) => {
      const at = scenario[side];
      if (at === null || idleRules(at.route) !== null) return undefined;
      return at.rules.length === 0 ? null : at.rules;
    },
    default: () => null,
    write(draft, value) {
      draft[side].rules = value ?? [];
    },
  };
}

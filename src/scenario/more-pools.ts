import { closestText } from './closest';
import { chipIds, modelIds, type Custom } from './custom';
import { bad, choiceParser, good, type Field, type Parsed } from './field';
import { MOST_CHIPS, parsePool, printPool } from './pool-choice';
import type { MorePool } from './scenario';

/** Pools of a side beyond its architecture's: `mixed:rtx-4090x4/llama-3.1-8b,decode:groq-lpu-v1x576`. */

type SideId = 'a' | 'b';

const ROLES = ['mixed', 'prefill', 'decode', 'edge'] as const;
export const MOST_POOLS = 12;

function parseMore(text: string, own?: Custom): Parsed<readonly MorePool[]> {
  const chips = chipIds(own);
  const models = modelIds(own);
  const pools: MorePool[] = [];
  for (const part of text.split(',')) {
    const [, word, choice, model = null] = /^([a-z]+):([^@/]+)(?:[@/](.+))?$/.exec(part.trim()) ?? [];
    const pool = choice === undefined ? null : parsePool(choice);
    if (word === undefined || pool === null)
      return bad('is not a list of <role>:<chip id>x<count>, e.g. mixed:h100-sxmx8,decode:groq-lpu-v1x576');
    const role = ROLES.find((id) => id === word);
    if (role === undefined) return bad(`names no role in "${word}"; it is one of ${ROLES.join(', ')}`);
    if (!chips.includes(pool.chip))
      return bad(`names no known chip in "${pool.chip}"${closestText(pool.chip, chips)}`);
    if (pool.count < 1 || pool.count > MOST_CHIPS) return bad('has a count outside 1 to 100,000 chips');
    if (model !== null && !models.includes(model))
      return bad(`names no known model in "${model}"${closestText(model, models)}`);
    pools.push({ role, ...pool, model });
  }
  return pools.length <= MOST_POOLS ? good(pools) : bad(`has more than ${String(MOST_POOLS)} pools`);
}

function printMore(pools: readonly MorePool[]): string {
  return pools
    .map((pool) => `${pool.role}:${printPool(pool)}${pool.model === null ? '' : `/${pool.model}`}`)
    .join(',');
}

export function morePoolsField(side: SideId): Field<readonly MorePool[]> {
  return {
    key: `${side}.more`,
    group: 'routing',
    label: 'More pools',
    unit: '',
    json: 'string',
    range: null,
    slider: null,
    parse: parseMore,
    print: printMore,
    get: (scenario) => {
      const at = scenario[side];
      return at === null ? undefined : at.more.length === 0 ? null : at.more;
    },
    default: () => null,
    write(draft, value) {
      draft[side].more = value ?? [];
    },
  };
}

export function rejectField(side: SideId): Field<'none' | 'slo'> {
  return {
    key: `${side}.reject`,
    group: 'routing',
    label: 'Early rejection',
    unit: '',
    json: 'string',
    range: null,
    slider: null,
    choices: ['none', 'slo'],
    choiceLabels: { none: 'nobody', slo: 'who would miss the SLO' },
    parse: choiceParser(['none', 'slo'], 'an early rejection'),
    print: (value) => value,
    get: (scenario) => scenario[side]?.reject,
    default: () => 'none',
    write(draft, value) {
      draft[side].reject = value ?? 'none';
    },
  };
}

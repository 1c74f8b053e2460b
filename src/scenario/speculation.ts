import { closestText } from './closest';
import { chipIds, modelIds, type Custom } from './custom';
import { bad, good, type Field, type Parsed } from './field';
import { MOST_CHIPS, parsePool, printPool } from './pool-choice';
import { parseDecimal } from './quantity';
import type { SpecChoice } from './scenario';

/** Draft and verify as links write it: `4:0.7`, `4:0.7:llama-3.2-1b:h100-sxmx2:sampled`. */

type SideId = 'a' | 'b';

/** Any small model would do: what matters, how often it is right, is asked for beside it. */
export const DEFAULT_DRAFT = 'llama-3.2-1b';

export const MOST_DRAFTED = 16;
const SAMPLED = 'sampled';

/** Where a switch begins: four tokens at a time, of which seven in ten are right. */
export const USUAL_SPECULATION: SpecChoice = {
  drafted: 4,
  acceptance: 0.7,
  model: DEFAULT_DRAFT,
  pool: null,
  sampled: false,
};

function parseSpec(text: string, own?: Custom): Parsed<SpecChoice> {
  const [drafted = '', acceptance = '', ...rest] = text.trim().split(':');
  const tokens = parseDecimal(drafted);
  const share = parseDecimal(acceptance);
  if (!Number.isInteger(tokens) || tokens < 0 || tokens > MOST_DRAFTED)
    return bad(
      `does not begin with the tokens drafted in a round, a whole number of 0 to ${String(MOST_DRAFTED)}`,
    );
  if (!(share >= 0 && share <= 1)) return bad('does not go on with the acceptance, 0 to 1, as in 4:0.7');
  const choice: SpecChoice = { ...USUAL_SPECULATION, drafted: tokens, acceptance: share };
  const models = modelIds(own);
  const chips = chipIds(own);
  for (const part of rest) {
    const pool = parsePool(part);
    if (part === SAMPLED) choice.sampled = true;
    else if (models.includes(part)) choice.model = part;
    else if (pool !== null && chips.includes(pool.chip)) {
      if (pool.count < 1 || pool.count > MOST_CHIPS)
        return bad('has a draft pool outside 1 to 100,000 chips');
      choice.pool = pool;
    } else
      return bad(
        `has "${part}", which is no model, no <chip id>x<count> and not sampled${closestText(part, models)}`,
      );
  }
  return good(choice);
}

function printSpec({ drafted, acceptance, model, pool, sampled }: SpecChoice): string {
  return [
    String(drafted),
    String(acceptance),
    ...(model === DEFAULT_DRAFT ? [] : [model]),
    ...(pool === null ? [] : [printPool(pool)]),
    ...(sampled ? [SAMPLED] : []),
  ].join(':');
}

export function specField(side: SideId): Field<SpecChoice> {
  return {
    key: `${side}.spec`,
    label: 'Draft and verify',
    unit: '',
    json: 'string',
    range: null,
    slider: null,
    parse: parseSpec,
    print: printSpec,
    get: (scenario) => scenario[side]?.spec,
    default: () => null,
    write(draft, value) {
      draft[side].spec = value;
    },
  };
}

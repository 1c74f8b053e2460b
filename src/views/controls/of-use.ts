import { chipInputOf } from '../../scenario/custom';
import { poolsBeside, poolsInForce } from '../../scenario/defaults';
import type { Field } from '../../scenario/field';
import type { Scenario, SideScenario } from '../../scenario/scenario';
import { isMixture } from '../model-choice';
import { isChanged, sideOfField } from './field-groups';

/** False for a row that changes nothing in this scenario, as the skew of experts for a dense model; never of one that was changed. */
export function isOfUse(field: Field<unknown>, scenario: Scenario): boolean {
  if (field.key !== 'skew' && !field.key.endsWith('.sram')) return true;
  if (isChanged(field, scenario)) return true;
  const id = sideOfField(field);
  if (id === null) return isMixture(scenario);
  const side = scenario[id];
  return side !== null && hasSram(side, scenario);
}

function hasSram(side: SideScenario, { custom }: Scenario): boolean {
  const { prefill, decode } = poolsInForce(side);
  return [prefill, decode, ...poolsBeside(side)].some((pool) => {
    const known = pool && chipInputOf(pool.chip, custom);
    return known?.ok === true && known.chip.kind === 'sram';
  });
}

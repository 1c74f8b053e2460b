import { poolsInForce } from '../../scenario/defaults';
import type { Field } from '../../scenario/field';
import { exampleOf } from '../../scenario/field-docs';
import { resolve } from '../../scenario/resolve';
import type { Scenario } from '../../scenario/scenario';
import { sideOfField } from './field-groups';

/** What stands in an empty field: the value in force where there is one, else an example of its syntax. */
export function placeholderOf(field: Field<unknown>, scenario: Scenario): string | undefined {
  const side = sideOfField(field) ?? 'a';
  if (field.key === 'pue') return puesOf(scenario);
  if (field.key === `${side}.price`) return pricesOf(scenario, side);
  const example = exampleOf(field);
  return example === null ? undefined : `e.g. ${example}`;
}

function puesOf(scenario: Scenario): string {
  const inputs = [inputOf(scenario, 'a'), inputOf(scenario, 'b')].filter((input) => input !== null);
  return distinct(inputs.map(({ cluster }) => String(Number(cluster.facility.pue.toPrecision(3))))).join(
    ' / ',
  );
}

/** The catalogue's, as the field takes them: one price for all pools, or one each. */
function pricesOf(scenario: Scenario, id: 'a' | 'b'): string | undefined {
  const side = scenario[id];
  // Electricity on top is not part of what the field replaces.
  const input = side && inputOf({ ...scenario, kwh: 0 }, id);
  if (!input) return undefined;
  const own = poolsInForce(side).prefill === null ? 1 : 2;
  const prices = input.cluster.pools
    .slice(0, own)
    .map(({ chip }) => (chip.usdPerHour === null ? 'unknown' : String(chip.usdPerHour)));
  return distinct(prices).join(',');
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

function inputOf(scenario: Scenario, id: 'a' | 'b') {
  const side = resolve(scenario)[id];
  return side?.kind === 'ready' ? side.input : null;
}

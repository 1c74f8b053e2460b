import type { Field } from '../../scenario/field';
import { exampleOf } from '../../scenario/field-docs';
import { resolve } from '../../scenario/resolve';
import type { Scenario } from '../../scenario/scenario';

/** What stands in an empty field: the value in force where there is one, else an example of its syntax. */
export function placeholderOf(field: Field<unknown>, scenario: Scenario): string | undefined {
  if (field.key === 'pue') return puesOf(scenario);
  const example = exampleOf(field);
  return example === null ? undefined : `e.g. ${example}`;
}

function puesOf(scenario: Scenario): string {
  const { a, b } = resolve(scenario);
  const inputs = [a, b].flatMap((side) => (side?.kind === 'ready' ? side.input : []));
  const pues = inputs.map(({ cluster }) => String(Number(cluster.facility.pue.toPrecision(3))));
  return [...new Set(pues)].join(' / ');
}

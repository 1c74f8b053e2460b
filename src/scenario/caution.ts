import { FIELDS, printForPeople } from './fields';
import type { Field } from './field';
import type { Problem } from './scenario';

/** What is computed although a reader should know better: names the field as the page does, not by its key. */
export function caution(key: keyof typeof FIELDS, value: unknown, why: string): Problem {
  const field = FIELDS[key] as unknown as Field<unknown>;
  const side = key.startsWith('a.') ? ' of A' : key.startsWith('b.') ? ' of B' : '';
  const unit = field.unit === '' || field.unit === 'chips' ? '' : ` ${field.unit}`;
  const text = printForPeople(field, value);
  const cause = `${field.label}${side}, ${text}${unit}, ${why}.`;
  return { key, value: field.print(value), message: cause, cause };
}

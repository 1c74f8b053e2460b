import type { Custom } from '../../scenario/custom';
import type { Field, FieldGroup } from '../../scenario/field';
import { FIELD_LIST } from '../../scenario/fields';
import type { Scenario } from '../../scenario/scenario';
import { parsePool } from '../../scenario/pool-choice';
import { count } from '../../units/format';
import { chipName } from '../chip-name';
import { tierWords } from './tiers-text';

/** Which rows of the field table a fold of the panel shows; a new row turns up by itself. */

type AnyField = Field<unknown>;
type SideId = 'a' | 'b';

export interface PanelGroup {
  id: FieldGroup;
  title: string;
}

/** The folds below the clusters, in their order on screen. */
export const PANEL_GROUPS: readonly PanelGroup[] = [
  { id: 'memory', title: 'Memory tiers' },
  { id: 'routing', title: 'Routing' },
  { id: 'workload', title: 'Workload' },
  { id: 'prices', title: 'Prices' },
  { id: 'engine', title: 'Formats and engine' },
  { id: 'run', title: 'Run' },
];

export function sideOfField(field: AnyField): SideId | null {
  if (field.key.startsWith('a.')) return 'a';
  return field.key.startsWith('b.') ? 'b' : null;
}

export function groupOfField(field: AnyField): FieldGroup {
  return field.group ?? (sideOfField(field) === null ? 'workload' : 'cluster');
}

/** What a scenario carries along as a whole, such as a chip of one's own, has no text to type. */
const canBeTyped = (field: AnyField) => field.json !== 'object';

/** Found once: the table does not change, and every fold looks at its rows in every change of the scenario. */
const rows = new Map<string, readonly AnyField[]>();

/** Rows of a fold: those of one side, or with null those that both sides share. */
export function fieldsOf(group: FieldGroup, side: SideId | null): readonly AnyField[] {
  const key = `${group} ${String(side)}`;
  const found =
    rows.get(key) ??
    FIELD_LIST.filter(
      (field) => canBeTyped(field) && groupOfField(field) === group && sideOfField(field) === side,
    );
  rows.set(key, found);
  return found;
}

/** The value in force as a link writes it, '' for none; null where the field does not apply. */
export function textOf(field: AnyField, scenario: Scenario): string | null {
  const value = field.get(scenario);
  if (value === undefined) return null;
  return value === null ? '' : field.print(value);
}

export function defaultText(field: AnyField, scenario: Scenario): string {
  const usual = field.default(scenario);
  return usual === null ? '' : field.print(usual);
}

export function isChanged(field: AnyField, scenario: Scenario): boolean {
  const value = field.get(scenario);
  if (value === undefined || value === field.default(scenario)) return false;
  return textOf(field, scenario) !== defaultText(field, scenario);
}

/** What a choice is called, else the text itself. */
export function choiceName(field: AnyField, text: string): string {
  return field.choiceLabels?.[text] ?? text;
}

/** A value as it stands among others: a number says what of, and tiers are called by their names. */
export function changeText(field: AnyField, text: string, own?: Custom): string {
  if (field.key.endsWith('.tiers')) return tierWords(text);
  if (field.key.endsWith('.more')) return poolWords(text, own);
  if (field.key.endsWith('.rules')) return ruleWords(text);
  if (field.key === 'slo') return sloText(text);
  const number = field.json === 'number' && field.choiceLabels?.[text] === undefined;
  if (!number) return choiceName(field, text);
  const label = field.label.toLowerCase();
  // "Turns of a session" says what it counts.
  const unit = label.split(' ').includes(field.unit) || field.unit === '' ? '' : ` ${field.unit}`;
  return `${label} ${text}${unit}`;
}

/** `ttft:0.5,tpot:0.02`: `TTFT 0.5 s, TPOT 0.02 s`. */
const sloText = (text: string): string => `${text.toUpperCase().replaceAll(':', ' ').replace(',', ' s, ')} s`;

/** Pools beside the architecture's: `and 8 × H100 SXM`. */
function poolWords(text: string, own?: Custom): string {
  const pools = text.split(',').map((part) => parsePool(part.replace(/^[a-z]+:|[@/].*$/g, '')));
  return pools
    .map((pool) => (pool ? `and ${count(pool.count)} × ${chipName(pool.chip, own)}` : text))
    .join(' ');
}

function ruleWords(text: string): string {
  const rules = text.split(',').length;
  return rules === 1 ? 'a rule of its own' : `${count(rules)} rules of its own`;
}

/** What of a fold is not as usual, in one line; '' when all is. */
export function summaryOfChanges(group: FieldGroup, scenario: Scenario): string {
  const sides = scenario.b === null ? ([null, 'a'] as const) : ([null, 'a', 'b'] as const);
  return sides
    .flatMap((side) => fieldsOf(group, side))
    .filter((field) => isChanged(field, scenario))
    .map((field) => {
      const side = sideOfField(field);
      const text = changeText(field, textOf(field, scenario) ?? '', scenario.custom);
      return side === null ? text : `${side.toUpperCase()}: ${text}`;
    })
    .join(' · ');
}

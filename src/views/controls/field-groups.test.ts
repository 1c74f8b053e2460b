import { expect, test } from 'vitest';
import type { OwnChip } from '../../data/own-chip';
import { decode } from '../../scenario/codec';
import { NOTHING_OWN } from '../../scenario/custom';
import { DEFAULT_SCENARIO } from '../../scenario/defaults';
import { docOf } from '../../scenario/field-docs';
import { FIELD_LIST, FIELDS } from '../../scenario/fields';
import {
  defaultText,
  fieldsOf,
  groupOfField,
  isChanged,
  PANEL_GROUPS,
  sideOfField,
  summaryOfChanges,
  textOf,
} from './field-groups';

test('every row of the table has its place: a fold, a control of its own, or not in the panel', () => {
  const folds = PANEL_GROUPS.map(({ id }) => id);
  const shown = [
    ...(['cluster', ...folds] as const).flatMap((group) =>
      [null, 'a' as const, 'b' as const].flatMap((side) => fieldsOf(group, side)),
    ),
  ].map(({ key }) => key);
  expect(new Set(shown).size).toBe(shown.length);
  for (const field of FIELD_LIST) {
    const elsewhere = ['scenario', 'page'].includes(groupOfField(field)) || field.json === 'object';
    expect(shown.includes(field.key), field.key).toBe(!elsewhere);
  }
  // A fold of a cluster has no place for a row that belongs to none.
  expect(fieldsOf('cluster', null)).toEqual([]);
});

test('labels and help are for people', () => {
  for (const field of FIELD_LIST) {
    expect(field.label, field.key).toMatch(/^[A-Z]/);
    expect(docOf(field), field.key).toMatch(/\.$/);
  }
});

test('changed means: not what a link that leaves the key out would say', () => {
  const { scenario } = decode('v=1&a.tp=4&b=none&fmt=bf16');
  expect(isChanged(FIELDS['a.tp'], scenario)).toBe(true);
  expect(isChanged(FIELDS.kv, scenario)).toBe(false);
  expect(textOf(FIELDS['b.tp'], scenario)).toBeNull();
  expect(isChanged(FIELDS['b.tp'], scenario)).toBe(false);
  expect(defaultText(FIELDS['a.tp'], scenario)).toBe('auto');
  for (const field of FIELD_LIST) {
    if (groupOfField(field) === 'page') continue;
    expect(isChanged(field, DEFAULT_SCENARIO), field.key).toBe(false);
  }
});

test('a fold says what is not as usual, each side by its letter', () => {
  const { scenario } = decode('v=1&a.route=rr&fmt=bf16');
  expect(summaryOfChanges('engine', scenario)).toBe('bf16, 16 bits');
  expect(summaryOfChanges('routing', scenario)).toMatch(/^A: /);
  expect(summaryOfChanges('memory', scenario)).toBe('');
  expect(sideOfField(FIELDS.a)).toBeNull();
  const fleet = decode(
    'v=1&a=gpu-sram&a.more=mixed:h100-sxmx8,edge:rtx-4090x2&a.route=class&a.rules=long:gpu,all:sram',
  );
  expect(summaryOfChanges('routing', fleet.scenario)).toBe(
    'A: By class · A: 2 rules of its own · A: and 8 × H100 SXM and 2 × GeForce RTX 4090',
  );
  const own = { ...NOTHING_OWN, chips: [{ id: 'h100-sxm', name: 'Chip of mine' } as OwnChip] };
  expect(summaryOfChanges('routing', { ...fleet.scenario, custom: own })).toContain('and 8 × Chip of mine');
  const sized = decode('v=1&turns=8&gap=300&sys=2000').scenario;
  expect(summaryOfChanges('workload', sized)).toBe(
    'turns of a session 8 · pause of a person 300 s · system prompt 2000 tokens',
  );
  const promised = (slo: string) => summaryOfChanges('workload', decode(`v=1&slo=${slo}`).scenario);
  expect(promised('ttft:500ms,tpot:20ms')).toBe('TTFT 0.5 s, TPOT 0.02 s');
  expect(promised('tpot:0.03')).toBe('TPOT 0.03 s');
  const kept = decode('v=1&turns=8&a.tiers=device,dram:2t').scenario;
  expect(summaryOfChanges('workload', kept)).toBe('turns of a session 8');
  expect(summaryOfChanges('memory', kept)).toBe('A: device, host DRAM 2 TB');
});

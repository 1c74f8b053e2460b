import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from './defaults';
import type { Field } from './field';
import { FIELD_LIST } from './fields';
import { CURRENT_VERSION } from './upgrades';
import { docOf } from './field-docs';

const DOC = new URL('../../docs/SCENARIO-FORMAT.md', import.meta.url);
const TABLE = /(<!-- keys -->\n)[^]*(<!-- \/keys -->)/;

function cellsOf(field: Field<unknown>): string[] {
  const usual = field.default(DEFAULT_SCENARIO);
  return [
    `\`${field.key}\``,
    usual === null ? '' : `\`${field.print(usual)}\``,
    valuesOf(field),
    field.json,
    docOf(field),
  ];
}

function valuesOf({ range, choices, unit, print }: Field<unknown>): string {
  if (choices) return choices.map((choice) => `\`${choice}\``).join(' ');
  if (range === null) return '';
  const [min, max] = [range.min, range.max].map((end) => (unit === 'chips' ? String(end) : print(end)));
  const from = `${range.aboveMin ? 'above ' : ''}${min ?? ''}`;
  return min === max ? from : `${from} to ${max ?? ''} ${unit}`.trim();
}

/** Columns as wide as their widest cell, which is how the formatter wants them. */
function tableOf(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [rows[0] ?? [], rule, ...rows.slice(1)].map(line).join('\n');
}

/** To bring the page up to date: `WRITE_DOCS=1 npx vitest run src/scenario/format-doc.test.ts`. */
test('the key table of docs/SCENARIO-FORMAT.md is the field table', () => {
  const table = tableOf([['key', 'default', 'values', 'JSON', 'meaning'], ...FIELD_LIST.map(cellsOf)]);
  const page = readFileSync(DOC, 'utf8');
  const updated = page.replace(TABLE, (_, start: string, end: string) => `${start}\n${table}\n\n${end}`);
  if (process.env['WRITE_DOCS']) writeFileSync(DOC, updated);
  else expect(page).toBe(updated);
});

test('every version has a heading in the changelog', () => {
  const page = readFileSync(DOC, 'utf8');
  for (let version = 1; version <= CURRENT_VERSION; version++) {
    expect(page).toContain(`### Version ${String(version)}\n`);
  }
});

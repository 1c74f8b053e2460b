import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { TO_HOST, TO_PAGE, type MessageRow } from './message-table';
import { readMessage } from './read-message';

const DOC = new URL('../../docs/EMBED.md', import.meta.url);

function tableOf(rows: readonly MessageRow[]): string {
  const lines = rows.flatMap(({ type, doc, fields }) => [
    [`\`${type}\``, '', '', doc],
    ...fields.map(({ name, kind, optional, doc: what }) => [
      '',
      `\`${name}\``,
      optional ? `${kind} or null` : kind,
      what,
    ]),
  ]);
  return [['type', 'field', 'kind', 'meaning'], ['-', '-', '-', '-'], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** To bring the page up to date: `WRITE_DOCS=1 npx vitest run src/share/embed-doc.test.ts`. */
test('the field tables of docs/EMBED.md are those of the code', async () => {
  const page = readFileSync(DOC, 'utf8');
  const filled = Object.entries({ 'to page': TO_PAGE, 'to host': TO_HOST }).reduce(
    (text, [name, rows]) =>
      text.replace(new RegExp(`(<!-- ${name} -->\n)[^]*(<!-- /${name} -->)`), (_, from: string, to: string) =>
        [from, tableOf(rows), `\n${to}`].join('\n'),
      ),
    page,
  );
  const updated = await format(filled, { parser: 'markdown', singleQuote: true, printWidth: 110 });
  if (process.env['WRITE_DOCS']) writeFileSync(DOC, updated);
  else expect(page).toBe(updated);
});

const GOOD = { text: 'v=1', seconds: 1, pixels: 1, count: 1, side: 'a', theme: 'dark' };

test.each(TO_PAGE as readonly MessageRow[])('the page reads every field of $type', ({ type, fields }) => {
  const sent = {
    tokenyard: 1,
    type,
    ...Object.fromEntries(fields.map(({ name, kind }) => [name, GOOD[kind]])),
  };
  const { tokenyard: _, ...message } = sent;
  expect(readMessage({ ...sent, more: 1 })).toEqual({ kind: 'message', message });
});

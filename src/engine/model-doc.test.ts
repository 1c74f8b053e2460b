import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';

const DOC = readFileSync('docs/MODEL.md', 'utf8');
const INVARIANTS = 41;

const files = ['src', 'e2e', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
);

it('files that the description of the model names exist', () => {
  const named = new Set([...DOC.matchAll(/`([\w./-]+\.(?:ts|tsx|mjs))`/g)].map(([, name]) => name!));
  expect(named.size).toBeGreaterThan(50);
  const gone = [...named].filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)));
  expect(gone).toEqual([]);
});

it('every invariant has its tests', () => {
  const rows = DOC.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    return /^\d+$/.test(cells[1] ?? '') && cells.length === 6 ? [cells] : [];
  });
  expect(rows.map(([, number]) => Number(number))).toEqual(
    Array.from({ length: INVARIANTS }, (_, i) => i + 1),
  );
  for (const [, number, , tests, what] of rows) {
    for (const name of tests!.split(',').map((one) => one.trim())) {
      const path = name.startsWith('`') ? name.replaceAll('`', '') : `src/engine/${name}.test.ts`;
      expect(existsSync(path), `${number!}: ${path}`).toBe(true);
    }
    expect(what, number).not.toBe('');
  }
});

it('every file of the cost models and of the closed form that computes something is named', () => {
  const silent =
    /^(step-cost|step-shapes|evaluate|cached-decode|bound-by|prompt-passes|recompute|expert-coverage|stage|step-probe|contexts|slots|gaps|length-nodes|kept-report|gpu-parts|plain-shape)\.ts$/;
  const unnamed = ['src/engine/cost', 'src/engine/closed-form', 'src/engine/model'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !silent.test(name))
      .filter((name) => !DOC.includes(basename(name))),
  );
  expect(unnamed).toEqual([]);
});

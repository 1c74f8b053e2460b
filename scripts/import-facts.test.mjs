import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { importFacts } from './import-facts.mjs';

// The facts live outside this repository; where they are at hand, the generated files must be theirs.
const FACTS = fileURLToPath(new URL('../../shared/facts', import.meta.url));
const committed = (name) => JSON.parse(readFileSync(new URL(`../src/data/${name}`, import.meta.url), 'utf8'));

it.skipIf(!existsSync(FACTS)).each(['hardware.json', 'models.json', 'sources.json'])(
  'src/data/%s is what the facts give',
  (name) => {
    expect(committed(name)).toEqual(importFacts(FACTS)[name]);
  },
);

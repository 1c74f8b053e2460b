import { expect, test } from 'vitest';
import { chipById, MODELS } from '../../data/catalog';
import { SAME_SHAPE } from '../../data/same-shape';
import { chipFacts, modelFacts } from './catalogue-facts';
import { NOTHING_OWN } from '../../scenario/custom';
import { CHIP_ENTRIES, choicesOf, MODEL_ENTRIES, NO_FILTER, ownEntries, search } from './catalogue-search';

const found = (patch: Partial<typeof NO_FILTER>) =>
  search(CHIP_ENTRIES, { ...NO_FILTER, ...patch }).map(({ id }) => id);

test('every word must be found, in any order, in name, maker, memory or kind', () => {
  expect(found({})).toHaveLength(CHIP_ENTRIES.length);
  expect(found({ words: 'groq sram' })).toContain('groq-lpu-v1');
  expect(found({ words: 'SRAM  Groq' })).toEqual(found({ words: 'groq sram' }));
  expect(found({ words: 'hbm nvidia h200' })).toEqual(['h200-sxm']);
  expect(found({ words: 'nvidia 288 gb' }).length).toBeGreaterThan(0);
  expect(found({ words: 'no such chip' })).toEqual([]);
});

test('a model in the shape of another is found as that one', () => {
  const models = (words: string) => search(MODEL_ENTRIES, { ...NO_FILTER, words }).map(({ id }) => id);
  expect(models('llama 3.3')).toEqual(['llama-3.1-70b']);
  for (const id of Object.keys(SAME_SHAPE)) expect(MODELS.map((model) => model.id)).toContain(id);
});

test('filters: what is offered is what there is, and each choice finds something', () => {
  for (const of of ['maker', 'kind', 'year'] as const) {
    for (const entries of [CHIP_ENTRIES, MODEL_ENTRIES]) {
      for (const choice of choicesOf(entries, of)) {
        expect(search(entries, { ...NO_FILTER, [of]: choice }).length).toBeGreaterThan(0);
      }
    }
  }
  expect(choicesOf(CHIP_ENTRIES, 'kind')).toContain('SRAM');
});

test('every number of a card has a class, and a source or a note that says why there is none', () => {
  for (const { id } of CHIP_ENTRIES) {
    const facts = chipFacts(chipById(id)!);
    expect(facts.length, id).toBeGreaterThan(5);
    for (const fact of facts) {
      const classes = fact.text === '–' ? [null] : ['sourced', 'fitted', 'assumed'];
      expect(classes, `${id} ${fact.name}`).toContain(fact.class);
      expect(fact.source.length > 0 || fact.note !== '', `${id} ${fact.name}`).toBe(true);
      expect(fact.text, `${id} ${fact.name}`).not.toMatch(/NaN|undefined|object/);
    }
  }
  for (const model of MODELS) {
    for (const fact of modelFacts(model)) {
      expect(fact.source.length > 0 || fact.note !== '', `${model.id} ${fact.name}`).toBe(true);
      expect(fact.text, `${model.id} ${fact.name}`).not.toMatch(/NaN|undefined|object/);
    }
  }
});

test('what the scenario brings along is found as the rest is', () => {
  const chip = { id: 'h300', name: 'H300', like: 'h100-sxm', figures: { 'memory.bytes': 192e9 } };
  const own = { ...NOTHING_OWN, chips: [chip] };
  expect(ownEntries(own, 'chips')).toMatchObject([
    { id: 'h300', maker: 'Yours', kind: 'HBM', line: 'yours, 192\u202fGB HBM' },
  ]);
  const entries = [...ownEntries(own, 'chips'), ...CHIP_ENTRIES];
  expect(choicesOf(entries, 'maker')).toContain('Yours');
  expect(search(entries, { ...NO_FILTER, words: 'yours' }).map(({ id }) => id)).toEqual(['h300']);
  expect(ownEntries(own, 'models')).toEqual([]);
});

test('what the engine computes with is in words and units, and says a rate that nobody published', () => {
  const facts = chipFacts(chipById('cerebras-wse3')!);
  const text = (name: string) => facts.find((fact) => fact.name === name);
  expect(text('Dense peak, 16 bit')).toMatchObject({ text: '12,500 TFLOP/s', class: 'assumed' });
  expect(text('Fixed time of a layer')?.text).toBe('8.07 µs');
  expect(text('Both may be')?.text).toBe('0.900 of that to 1.25 of that');
  for (const { id } of CHIP_ENTRIES)
    for (const fact of chipFacts(chipById(id)!))
      expect(`${fact.name}: ${fact.text}`).not.toMatch(/seconds|0\.0000/i);
});

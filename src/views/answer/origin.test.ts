import { describe, expect, it } from 'vitest';
import { loadSources } from '../../data/sources';
import { cards } from '../../engine/derive/cards';
import type { Quantity } from '../../engine/derive/quantity';
import { estimateReport } from '../../engine/estimate-report';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import { originOf } from './origin';

const leaves = (quantity: Quantity): Quantity[] =>
  'formula' in quantity.from ? quantity.from.inputs.flatMap(leaves) : [quantity];

function inputsOf(link: string): Quantity[] {
  const { a } = resolve(decode(link).scenario);
  if (a.kind !== 'ready') throw new Error(a.reason);
  return cards(a.input, estimateReport(a.input)).flatMap(({ closedForm }) =>
    closedForm === null ? [] : leaves(closedForm),
  );
}

const LINKS = [
  'v=1&a=gpu&a.decode=h100-sxmx8',
  'v=1&a=gpu&a.decode=mi300xx8&model=gpt-oss-120b&engine=sglang',
  'v=1&a=gpu-split&a.prefill=b200-sxmx8&a.decode=tpu-v7x16&model=deepseek-v3&rps=0.1',
  'v=1&a=sram&a.decode=groq-lpu-v1x576&a.sram=2024h2',
  'v=1&a=sram&a.decode=cerebras-wse3x4',
  'v=1&a=afd&rps=0.1',
  'v=1&a=gpu&a.spec=4:0.7:llama-3.2-1b',
  'v=1&a=edge&model=llama-3.2-1b&rps=0.01',
  'v=1&a=gpu&model=gpt-oss-120b&a.ep=8&a.prefill=h100-sxmx16&a.pp=2',
  'v=1&a=gpu&model=gpt-oss-120b&a.ep=8&a.prefill=mi300xx8',
];

describe('where the numbers of a card come from', () => {
  it.each(LINKS)('every figure has a class, and what is sourced a source: %s', async (link) => {
    const known = await loadSources();
    const inputs = inputsOf(link);
    expect(inputs.length).toBeGreaterThan(20);
    for (const quantity of inputs) {
      const { kind } = quantity.from as { kind: string };
      const { text, class: factClass, source, note } = originOf(quantity);
      expect(text).not.toBe('');
      for (const key of source) expect(known[key], key).toBeDefined();
      if (!['chip', 'model', 'software', 'tier'].includes(kind)) continue;
      expect(factClass, `${quantity.label}: ${text}`).not.toBeNull();
      if (factClass !== 'assumed') expect(source.length, quantity.label).toBeGreaterThan(0);
      else expect(note, quantity.label).not.toBe('');
    }
  });

  it('names the software by whose time per layer it computed, and the reader whose price it took', () => {
    const base = (link: string) => inputsOf(link).find(({ symbol }) => symbol === 'τ_0')!;
    const old = originOf(base('v=1&a=sram&a.decode=groq-lpu-v1x576'));
    const later = originOf(base('v=1&a=sram&a.decode=groq-lpu-v1x576&a.sram=2024h2'));
    expect(old.note).toMatch(/300 tokens/);
    expect(later.note).toMatch(/1300 tokens/);
    const price = (link: string) => originOf(inputsOf(link).find(({ symbol }) => symbol === 'p_1')!);
    expect(price('v=1&a=gpu').source.length).toBeGreaterThan(0);
    expect(price('v=1&a=gpu&a.price=9.87')).toMatchObject({
      class: null,
      text: 'the prices of the scenario',
    });
  });
});

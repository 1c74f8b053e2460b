import { expect, test } from 'vitest';
import type { ArchitectureId } from '../engine/input';
import { carriedPools } from './carried-pools';
import { decode, encode } from './codec';
import { patchScenario, patchSide } from './patch';

/** The link of side A after its architecture has become another. */
function become(link: string, architecture: ArchitectureId): string {
  const { scenario } = decode(`v=1&b=none&${link}`);
  const { a, custom } = scenario;
  const next = patchSide(a, { architecture, ...carriedPools(a, architecture, custom) });
  return encode(patchScenario(scenario, { a: next }))
    .split('&')
    .filter((part) => part.startsWith('a'))
    .join('&');
}

test.each<[string, ArchitectureId, string]>([
  ['a.prefill=h200-sxmx16', 'gpu-split', 'a=gpu-split&a.prefill=h200-sxmx8&a.decode=h200-sxmx8'],
  ['a.prefill=h200-sxmx16', 'gpu-sram', 'a=gpu-sram&a.prefill=h200-sxmx16'],
  ['a.prefill=h200-sxmx16', 'afd', 'a=afd&a.prefill=h200-sxmx8&a.decode=h200-sxmx8'],
  ['a.prefill=h200-sxmx16', 'sram', 'a=sram'],
  ['a=gpu-sram&a.prefill=h200-sxmx16&a.decode=cerebras-wse3x4', 'gpu', 'a.prefill=h200-sxmx16'],
  ['a=gpu-sram&a.prefill=h200-sxmx16&a.decode=cerebras-wse3x4', 'sram', 'a=sram&a.decode=cerebras-wse3x4'],
  ['a=gpu-split&a.prefill=h200-sxmx16', 'gpu', ''],
  ['a=gpu-split&a.decode=h200-sxmx16', 'gpu', 'a.prefill=h200-sxmx16'],
  ['a=gpu-split&a.prefill=h200-sxmx16&a.decode=h200-sxmx8', 'gpu', 'a.prefill=h200-sxmx24'],
  ['a=gpu-sram', 'sram', 'a=sram'],
  ['a=sram', 'afd', 'a=afd'],
  ['a=edge&a.decode=m4-maxx1', 'gpu', ''],
  ['a.prefill=h200-sxmx16', 'edge', 'a=edge'],
])('%s that becomes %s is %s', (link, architecture, after) => {
  expect(become(link, architecture)).toBe(after);
});

test('a chip that is not known is not taken along', () => {
  expect(become('a.prefill=no-such-chipx8', 'gpu-split')).toBe('a=gpu-split');
});

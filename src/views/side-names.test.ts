import { expect, test } from 'vitest';
import { decode } from '../scenario/codec';
import { sideNames } from './side-names';

function namesOf(link: string) {
  const { a, b } = sideNames(decode(link).scenario);
  return [a.name, b?.name ?? null];
}

test('sides of two architectures are called by them', () => {
  expect(namesOf('a=gpu&b=gpu-sram')).toEqual(['GPU', 'GPU + SRAM']);
  expect(namesOf('a=gpu-split&b=none')).toEqual(['GPU + GPU', null]);
  expect(namesOf('a=gpu&a.spec=4:0.7&b=gpu-sram')).toEqual(['GPU, drafts', 'GPU + SRAM']);
  expect(namesOf('a=gpu&b=gpu-sram&b.spec=4:0.7')).toEqual(['GPU', 'GPU + SRAM, drafts']);
  expect(namesOf('a=gpu&a.spec=4:0.7&b=gpu-sram&b.spec=2:0.7')).toEqual(['GPU', 'GPU + SRAM']);
  expect(namesOf('a=gpu&a.spec=0:0.7&b=gpu-sram')).toEqual(['GPU', 'GPU + SRAM']);
});

test('a chip that is no GPU is not called one', () => {
  expect(namesOf('a=gpu&b=gpu&b.prefill=tpu-v7x8')).toEqual(['GPU', 'TPU v7']);
  expect(namesOf('a=gpu&b=gpu-sram&b.prefill=trn2x16')).toEqual(['GPU', 'AWS Trainium2 + SRAM']);
});

test('sides of one architecture are called by what tells them apart', () => {
  expect(namesOf('a=gpu&b=gpu&b.prefill=b200-sxmx8')).toEqual(['H100', 'B200']);
  expect(namesOf('a=gpu&b=gpu&b.prefill=h100-sxmx16')).toEqual(['8 chips', '16 chips']);
  expect(namesOf('a=gpu&a.prefill=h200-sxmx1&b=gpu&b.prefill=h200-sxmx2')).toEqual(['1 chip', '2 chips']);
  expect(namesOf('a=gpu&b=gpu&b.tiers=device,dram:2t')).toEqual([
    'GPU, no KV kept',
    'GPU, KV to host DRAM 2 TB',
  ]);
  expect(namesOf('a=gpu&b=gpu&a.more=mixed:h100-sxmx8&b.more=mixed:h100-sxmx8&b.route=kv')).toEqual([
    'GPU, least work',
    'GPU, KV-aware',
  ]);
  expect(namesOf('a=gpu&b=gpu&b.spec=4:0.7:llama-3.2-1b')).toEqual(['GPU, no drafts', 'GPU, drafts of 4']);
  expect(namesOf('a=gpu&b=gpu&b.tp=4')[1]).toBe('GPU, tensor parallelism 4 chips');
});

test('sides that are the same have one name', () => {
  expect(namesOf('a=gpu&b=gpu')).toEqual(['GPU', 'GPU']);
});

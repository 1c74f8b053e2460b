import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { scenarioWords } from './scenario-words';

const sideOf = (link: string) => scenarioWords(decode(`v=1&b=none&${link}`).scenario).split('. A: ')[1];

test('a picture names all chips of a side, those beside its way too', () => {
  expect(sideOf('')).toBe('GPU, 8 × H100 SXM');
  expect(sideOf('a=gpu-split')).toBe('GPU + GPU, 8 × H100 SXM → 8 × H100 SXM');
  expect(sideOf('a=afd')).toBe('AFD, 8 × H100 SXM → 8 × H100 SXM + 288 × Groq LPU v1 (GroqChip 1)');
  expect(sideOf('a.more=mixed:h200-sxmx4&a.spec=4:0.7:h100-sxmx2')).toBe(
    'GPU, 8 × H100 SXM + 2 × H100 SXM + 4 × H200 SXM',
  );
});

test('drafts that are not made take no chips', () => {
  expect(sideOf('a.spec=0:0.7:h100-sxmx2')).toBe('GPU, 8 × H100 SXM');
});

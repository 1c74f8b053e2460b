import { expect, test } from 'vitest';
import { clusterNames } from './chip-names';
import { disaggregated } from './fixtures';

test('a cluster is named by its chips for as long as they fit, pools of one kind together', () => {
  const [pool] = disaggregated().pools;
  const chips = (chipName: string, n: number) => ({ ...pool!, chipName, chips: n });
  const rubin = chips('Rubin R200 (Vera Rubin NVL72)', 8);
  const groq = chips('Groq 3 LPU (LP30)', 2048);
  expect(clusterNames('AFD: much', [rubin, rubin, groq])).toEqual([
    'AFD: much',
    'AFD: 8 × Rubin R200 + 8 × Rubin R200 + 2,048 × Groq 3',
    'AFD: 16 × Rubin R200 + 2,048 × Groq 3',
    '16 × Rubin R200 + 2,048 × Groq 3',
    '16 × Rubin + 2,048 × Groq',
    'AFD: 2,064 chips',
    '2,064 chips',
  ]);
  expect(clusterNames('AFD: much', null)).toEqual(['AFD: much', 'AFD']);
});

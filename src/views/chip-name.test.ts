import { expect, test } from 'vitest';
import { namesOf, shortName } from './chip-name';

test('a chip is named in fewer and fewer words', () => {
  expect(namesOf('Groq LPU v1 (GroqChip 1)')).toEqual([
    'Groq LPU v1 (GroqChip 1)',
    'Groq LPU v1',
    'Groq LPU',
    'Groq',
  ]);
  expect(namesOf('H100 SXM')).toEqual(['H100 SXM', 'H100']);
  expect(namesOf('H100, twice the memory')).toEqual(['H100, twice the memory', 'H100, twice', 'H100']);
});

test('a short name tells chips of one maker apart', () => {
  expect(
    ['H100 SXM', 'Rubin R200 (Vera Rubin NVL72)', 'GeForce RTX 4090', 'Groq LPU v1 (GroqChip 1)'].map(
      shortName,
    ),
  ).toEqual(['H100', 'Rubin R200', 'GeForce RTX 4090', 'Groq LPU v1']);
  expect(shortName('Intel Crescent Island')).toBe('Intel Crescent Island');
});

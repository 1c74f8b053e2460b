import { expect, test } from 'vitest';
import { fitPower, fitStaticPower, staticShareAt } from './index';
import type { PowerSample } from './power-samples';

const TRUE = [0.4, 0.5, 0.7] as const;
const drawn = (seconds: number, memory: number, compute: number) =>
  Math.min(1, TRUE[0] + (TRUE[1] * memory + TRUE[2] * compute) / seconds);

const MIXES = [
  [0.9, 0.02],
  [0.6, 0.1],
  [0.5, 0.3],
  [0.2, 0.5],
  [0.3, 0.05],
] as const;

test('watts that the line made give its constants back', () => {
  const samples = MIXES.map(([memory, compute], i): PowerSample => ({
    key: String(i),
    hardware: 'H100-SXM-80GB',
    family: 'hopper',
    model: 'made up',
    mixture: false,
    share: drawn(1, memory, compute),
    measured: 1,
    predicted: 1,
    memory,
    compute,
  }));
  fitPower(samples).forEach((x, i) => expect(x).toBeCloseTo(TRUE[i]!, 1));
});

test('so do means over a prompt and the decode steps after it', () => {
  const samples = MIXES.map(([memory, compute], i) => {
    const phases = [
      { seconds: 0.2, memory: 0.05, compute: 0.15 },
      { seconds: 3, memory: 3 * memory, compute: 3 * compute },
    ];
    const energy = phases.reduce((sum, p) => sum + p.seconds * drawn(p.seconds, p.memory, p.compute), 0);
    return { key: String(i), share: energy / 3.2, phases };
  });
  const vector = fitStaticPower(samples);
  vector.forEach((x, i) => expect(x).toBeCloseTo(TRUE[i]!, 1));
  for (const s of samples) expect(staticShareAt(s, vector)).toBeCloseTo(s.share, 2);
});

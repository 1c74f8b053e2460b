import { expect, test } from 'vitest';
import { CHIP_FIGURES, type ChipFigure } from '../../data/own-chip';
import { FIGURE_WORDS, figureText, parseFigure } from './figure-words';

test.each<[ChipFigure, string, number]>([
  ['memory.bytesPerSecond', '16000', 16e12],
  ['memory.bytesPerSecond', '16 TB/s', 16e12],
  ['memory.bytesPerSecond', '28,000 GB/s', 28e12],
  ['memory.bytesPerSecond', '3.35TBps', 3.35e12],
  ['memory.bytesPerSecond', '1 TiB/s', 1.09951162778e12],
  ['networkBytesPerSecond', '50 GB/s', 50e9],
  ['memory.bytes', '96 GB', 96e9],
  ['memory.bytes', '0.2 tb', 0.2e12],
  ['memory.bytes', '230MB', 230e6],
  ['memory.bytes', '80 GiB', 80 * 2 ** 30],
  ['tdpWatts', '0.6 kW', 600],
  ['tdpWatts', '700 W', 700],
  ['tdpWatts', '700w', 700],
  ['peakFlops.fp8', '2 PFLOP/s', 2e15],
  ['peakFlops.bf16', '989 TFLOPS', 989e12],
  ['peakFlops.int8', '1979 TOPS', 1979e12],
  ['gpu.allReduce.baseSeconds', '5 µs', 5e-6],
  ['gpu.allReduce.baseSeconds', '0.005 ms', 5e-6],
  ['gpu.allReduce.baseSeconds', '700 ns', 700e-9],
  ['gpu.allReduce.baseSeconds', '3us', 3e-6],
  ['usdPerHour', '$2.5', 2.5],
  ['usdPerHour', '2.5 $/h', 2.5],
  ['scaleUpChips', '72 chips', 72],
  ['gpu.prefillAttention.efficiency', '60 %', 0.6],
  ['gpu.prefillAttention.efficiency', '0.6 of the peak', 0.6],
])('%s takes %s', (figure, text, value) => {
  expect(parseFigure(figure, text)).toEqual({ ok: true, value });
});

test.each<[ChipFigure, string, string]>([
  ['networkBytesPerSecond', '400 Gb/s', 'is in bits'],
  ['networkBytesPerSecond', '400 Gbit/s', 'is in bits'],
  ['networkBytesPerSecond', '400 gbps', 'is in bits'],
  ['memory.bytesPerSecond', '16 TB', 'is not a number'],
  ['memory.bytesPerSecond', '16 kW', 'is not a number'],
  ['usdPerHour', '$10k', String.raw`is no price per hour; to buy for \$10,000 comes to \$0.550 an hour`],
  ['usdPerHour', 'ten', 'is not a number'],
  ['memory.bytesPerSecond', '500 B/s', 'is not a number'],
  ['memory.bytes', '96 B', 'is not a number'],
  ['memory.bytes', '96 GB/s', 'is not a number'],
  ['tdpWatts', '0.6 xW', 'is not a number'],
  ['tdpWatts', '700 V', 'is not a number'],
  ['tdpWatts', 'kW', 'is not a number'],
  ['gpu.allReduce.baseSeconds', '1 s', 'is outside'],
  ['scaleUpChips', '1.5 chips', 'is not a whole number'],
])('%s refuses %s', (figure, text, why) => {
  const parsed = parseFigure(figure, text);
  expect(parsed.ok ? '' : parsed.why).toMatch(new RegExp(`^${why}`));
});

test('every figure takes what is printed of it, with its unit behind it', () => {
  for (const figure of Object.keys(CHIP_FIGURES) as ChipFigure[]) {
    const value = CHIP_FIGURES[figure].max;
    const text = `${figureText(figure, value)} ${FIGURE_WORDS[figure].unit}`;
    expect(parseFigure(figure, text)).toEqual({ ok: true, value });
  }
});

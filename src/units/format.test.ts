import { describe, expect, test } from 'vitest';
import * as format from './format';
import * as ticks from './ticks';

/** A narrow space joins number and unit; tests read better with a plain one. */
const plain = (text: string) => text.replaceAll('\u202f', ' ');

type Printer = (value: number) => string;
const samples: [name: string, print: Printer, value: number, text: string][] = [
  ['significant', format.significant, 1.2, '1.20'],
  ['significant', format.significant, 1234.5, '1,230'],
  ['significant', format.significant, 0.00012345, '0.000123'],
  ['significant', format.significant, -41.26, '−41.3'],
  ['significant', format.significant, 0, '0'],
  ['significant', format.significant, 999.6, '1,000'],
  ['significant', format.significant, 9.996, '10.0'],
  ['significant', format.significant, 1000, '1,000'],
  ['significant', format.significant, NaN, '–'],
  ['trimmed', format.trimmed, 1.2, '1.2'],
  ['trimmed', format.trimmed, 100, '100'],
  ['trimmed', format.trimmed, 1200, '1,200'],
  ['count', format.count, 12031, '12,031'],
  ['count', format.count, 8, '8'],
  ['count', format.count, Infinity, '–'],
  ['seconds', format.seconds, 0.0002774, '277 µs'],
  ['seconds', format.seconds, 0.01068, '10.7 ms'],
  ['seconds', format.seconds, 0.9997, '1.00 s'],
  ['seconds', format.seconds, 0.9994, '999 ms'],
  ['seconds', format.seconds, 90, '90.0 s'],
  ['seconds', format.seconds, 300, '5.00 min'],
  ['seconds', format.seconds, 9000, '2.50 h'],
  ['seconds', format.seconds, 3e-9, '3.00 ns'],
  ['seconds', format.seconds, 0, '0 s'],
  ['seconds', format.seconds, NaN, '–'],
  ['secondsTick', ticks.secondsTick, 0.01, '10 ms'],
  ['secondsTick', ticks.secondsTick, 0.0025, '2.5 ms'],
  ['secondsTick', ticks.secondsTick, 100, '100 s'],
  ['joulesTick', ticks.joulesTick, 3000, '3 kJ'],
  ['joulesTick', ticks.joulesTick, 1.5, '1.5 J'],
  ['bytes', format.bytes, 141.1e9, '141 GB'],
  ['bytes', format.bytes, 2 ** 30, '1.07 GB'],
  ['bytes', format.bytes, 230e6, '230 MB'],
  ['bytes', format.bytes, 12, '12.0 B'],
  ['tokens', format.tokens, 8192, '8,192'],
  ['tokens', format.tokens, 131072, '131k'],
  ['tokens', format.tokens, 1e6, '1M'],
  ['tokens', format.tokens, 1048576, '1.05M'],
  ['tokens', format.tokens, 4e6, '4M'],
  ['tokens', format.tokens, 999_900, '1M'],
  ['tokens', format.tokens, 81.1, '81.1'],
  ['parameters', format.parameters, 70_553_706_496, '70.6B'],
  ['parameters', format.parameters, 8e9, '8B'],
  ['parameters', format.parameters, 1.026e12, '1.03T'],
  ['parameters', format.parameters, 5e8, '500M'],
  ['rate', format.rate, 41.234, '41.2'],
  ['rate', format.rate, 21640, '21.6k'],
  ['rate', format.rate, 3577, '3,580'],
  ['rate', format.rate, 2e6, '2.00M'],
  ['tokensPerSecond', format.tokensPerSecond, 300.6, '301 tok/s'],
  ['requestsPerSecond', format.requestsPerSecond, 2, '2 req/s'],
  ['requestsPerSecond', format.requestsPerSecond, 0.5, '0.5 req/s'],
  ['joules', format.joules, 0.08942, '89.4 mJ'],
  ['joules', format.joules, 12.345, '12.3 J'],
  ['joules', format.joules, 5.4e6, '5.40 MJ'],
  ['joules', format.joules, 0, '0 J'],
  ['watts', format.watts, 566.1, '566 W'],
  ['watts', format.watts, 8 * 700, '5.60 kW'],
  ['dollars', format.dollars, 1.852, '$1.85'],
  ['dollars', format.dollars, 0.03421, '$0.0342'],
  ['dollars', format.dollars, 1234, '$1,230'],
  ['dollars', format.dollars, 159_000, '$159k'],
  ['dollars', format.dollars, 1.2e6, '$1.20M'],
  ['dollars', format.dollars, -3, '−$3.00'],
  ['dollars', format.dollars, NaN, '–'],
  ['ratio', format.ratio, 100, '100:1'],
  ['ratio', format.ratio, 1 / 16, '1:16'],
  ['ratio', format.ratio, 2.5, '2.5:1'],
  ['ratio', format.ratio, 1, '1:1'],
  ['ratio', format.ratio, 0, '–'],
  ['factor', format.factor, 3.91, '3.9×'],
  ['factor', format.factor, 73.2, '73×'],
  ['factor', format.factor, 1.04, '1.04×'],
  ['factor', format.factor, 1234, '1,200×'],
  ['factor', format.factor, 9.97, '10×'],
  ['percent', format.percent, 0.372, '37%'],
  ['percent', format.percent, 0.042, '4.2%'],
  ['percent', format.percent, 0.0004, '0.04%'],
  ['percent', format.percent, 0, '0%'],
];

describe('format', () => {
  test.each(samples)('%s: %#', (_name, print, value, text) => {
    expect(plain(print(value))).toBe(text);
  });

  test('a value that grows past a unit never prints four digits before it', () => {
    for (let exponent = -9; exponent < 2; exponent += 0.01) {
      expect(plain(format.seconds(10 ** exponent))).toMatch(/^(\d\.\d\d|\d\d\.\d|\d{3}) (ns|µs|ms|s)$/);
    }
  });
});

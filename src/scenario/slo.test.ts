import { expect, test } from 'vitest';
import { decode } from './codec';
import { resolve } from './resolve';
import { sloField } from './slo';

test.each(['tpot:0.03', 'tpot:30ms', 'tpot:30 ms', 'tpot:0.03s', 'tpot:0.03 s'])('%s is 30 ms', (text) => {
  expect(sloField.parse(text)).toEqual({ ok: true, value: { ttft: null, tpot: 0.03 } });
});

test.each(['tpot:30m', 'tpot:ms', 'tpot:3 min', 'tpot:0ms'])('%s promises nothing', (text) => {
  expect(sloField.parse(text)).toMatchObject({ ok: false });
});

test('a token promised within half a minute is computed, and asked about', () => {
  const { problems } = resolve(decode('v=1&slo=ttft:0.5,tpot:30').scenario);
  expect(problems.map(({ message }) => message)).toEqual([
    'Promised latencies, ttft:0.5,tpot:30, promises every token within 30 seconds; for milliseconds write tpot:30ms.',
  ]);
  expect(resolve(decode('v=1&slo=tpot:0.03').scenario).problems).toEqual([]);
});

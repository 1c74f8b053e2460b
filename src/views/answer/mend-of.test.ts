import { expect, test } from 'vitest';
import { estimateReport } from '../../engine/estimate-report';
import { simulate } from '../../engine/sim/simulate';
import { decode } from '../../scenario/codec';
import { patchScenario, patchSide } from '../../scenario/patch';
import { resolve } from '../../scenario/resolve';
import type { Scenario } from '../../scenario/scenario';
import { ROOM } from '../../store/advice';
import { adviceAtHand } from '../../store/fixtures';
import { mendOf } from './mend-of';

/** The engine itself in place of its worker. */
const reportOf = (scenario: Scenario, id: 'a' | 'b') => {
  const side = resolve(scenario)[id];
  return side?.kind === 'ready' ? estimateReport(side.input) : null;
};
const advice = adviceAtHand(estimateReport, simulate);
const mend = (scenario: Scenario, id: 'a' | 'b') => mendOf(advice, scenario, id);

const after = (scenario: Scenario, id: 'a' | 'b', fixes: readonly { patch: object }[]) =>
  reportOf(
    patchScenario(scenario, {
      [id]: fixes.reduce((side, { patch }) => patchSide(side, patch), scenario[id]!),
    }),
    id,
  )!;

test.each(['v=1&ctx=4m&size=2t', 'v=1&ctx=4m&io=1000:1'])(
  'a pool that no number of chips fits leaves nothing to offer for the others: %s',
  async (link) => {
    const { scenario } = decode(link);
    const report = reportOf(scenario, 'b')!;
    expect(report.feasible).toBe(false);
    expect(report.fix).toBeNull();
    expect(report.reason).toMatch(/Pool prefill: .*would not help/);
    expect(await mend(scenario, 'b')).toBeNull();
  },
);

test('two pools that are too small are set together', async () => {
  const { scenario } = decode('v=1&b=gpu-sram&b.prefill=h100-sxmx1&b.decode=groq-lpu-v1x64');
  const found = (await mend(scenario, 'b'))!;
  expect(found.fixes.map(({ role }) => role)).toEqual(['prefill', 'decode']);
  expect(after(scenario, 'b', found.fixes).feasible).toBe(true);
  for (const one of found.fixes) expect(after(scenario, 'b', [one]).feasible).toBe(false);
});

test('two more pools of a side grow in one patch', async () => {
  const { scenario } = decode('v=1&a.more=mixed:h100-sxmx1/qwen3-235b-a22b,mixed:h200-sxmx1/qwen3-235b-a22b');
  const found = (await mend(scenario, 'a'))!;
  expect(found.fixes.length).toBe(2);
  expect(after(scenario, 'a', found.fixes).feasible).toBe(true);
});

test('a side that would fit and drown is offered what keeps up', async () => {
  const { scenario } = decode('v=1&ctx=32000&model=qwen3-235b-a22b&io=20:1&rps=3');
  const found = (await mend(scenario, 'b'))!;
  expect(found).toMatchObject({ forLoad: true, overloaded: false });
  expect(after(scenario, 'b', found.fixes)).toMatchObject({ feasible: true, saturated: false });
  const fits = decode('v=1&a.prefill=h100-sxmx1&rps=0.1').scenario;
  const roomy = (await mend(fits, 'a'))!;
  expect(roomy).toMatchObject({ forLoad: false, overloaded: false });
  expect(after(fits, 'a', roomy.fixes).saturated).toBe(false);
});

test('and so is one that would fit with its load at the very edge', async () => {
  const { scenario } = decode('v=1&b.decode=groq-lpu-v1x100');
  const fits = reportOf(scenario, 'b')!.fix!.chips;
  const found = (await mend(scenario, 'b'))!;
  expect(found).toMatchObject({ forLoad: true, overloaded: false });
  expect(found.fixes[0]!.choice.count).toBeGreaterThan(fits);
  const more = { ...scenario, rps: scenario.rps * ROOM };
  expect(after(more, 'b', found.fixes)).toMatchObject({ feasible: true, saturated: false });
});

test('where no number of chips keeps up, what makes it fit is offered and said to drown', async () => {
  const { scenario } = decode('v=1&a.prefill=h100-sxmx1&rps=100000');
  const found = await mend(scenario, 'a');
  expect(found).toMatchObject({ forLoad: false, overloaded: true });
  expect(after(scenario, 'a', found!.fixes)).toMatchObject({ feasible: true, saturated: true });
});

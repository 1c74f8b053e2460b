import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { decode } from '../scenario/codec';
import { closedFormOf } from '../worker/closed-form';
import { createOthers } from './others';
import type { RunState } from './run-store';

const runStore = createStore(() => ({ trace: null }) as unknown as RunState);
const client = {
  closedForm: vi.fn((job: Parameters<typeof closedFormOf>[0]) => Promise.resolve(closedFormOf(job, null))),
};

test('every architecture that no side is has a curve, over the axis of the charts', async () => {
  const { scenario } = decode('v=1&a=gpu&b=gpu-sram&over=load');
  const { axis, values, curves } = await createOthers({ runStore, client }).curves(
    scenario,
    new AbortController().signal,
  );
  expect(axis).toBe('load');
  expect(curves.map(({ architecture }) => architecture)).toEqual(['gpu-split', 'afd', 'sram', 'edge']);
  for (const { curve } of curves) expect(curve!.tpotSeconds).toHaveLength(values.length);
  expect(curves[0]!.curve!.state).toContain(0);
});

test('it is given up between two of them', async () => {
  const given = new AbortController();
  const { scenario } = decode('v=1');
  client.closedForm.mockClear();
  const asked = createOthers({ runStore, client }).curves(scenario, given.signal);
  given.abort();
  await expect(asked).rejects.toThrow();
  expect(client.closedForm).toHaveBeenCalledTimes(1);
});

import { expect, test, vi } from 'vitest';
import { createNewest } from './newest';

/** A question whose answers are given by hand. */
function harness() {
  const asked: { resolve: () => void; reject: (error: Error) => void; isCurrent: () => boolean }[] = [];
  const parts = {
    question: (isCurrent: () => boolean) =>
      new Promise<void>((resolve, reject) => asked.push({ resolve, reject, isCurrent })),
    failed: vi.fn(),
    rested: vi.fn(),
  };
  return { asked, newest: createNewest(parts), ...parts };
}
const settle = () => new Promise((next) => setTimeout(next, 0));

test('one in flight, one waiting, whatever is asked', async () => {
  const { asked, newest, rested } = harness();
  for (let i = 0; i < 60; i++) newest.ask();
  expect(asked).toHaveLength(1);
  asked[0]?.resolve();
  await settle();
  expect(asked).toHaveLength(2);
  expect(rested).not.toHaveBeenCalled();
  asked[1]?.resolve();
  await settle();
  expect(asked).toHaveLength(2);
  expect(rested).toHaveBeenCalledOnce();
  expect(newest.isIdle()).toBe(true);
});

test('a failure is told, and the next question still asked', async () => {
  const { asked, newest, failed } = harness();
  newest.ask();
  newest.ask();
  asked[0]?.reject(new Error('no'));
  await settle();
  expect(failed).toHaveBeenCalledOnce();
  expect(asked).toHaveLength(2);
});

test('what is forgotten neither counts nor blocks', async () => {
  const { asked, newest, failed } = harness();
  newest.ask();
  newest.forget();
  expect(newest.isIdle()).toBe(true);
  newest.ask();
  expect(asked).toHaveLength(2);
  expect(asked.map(({ isCurrent }) => isCurrent())).toEqual([false, true]);
  asked[0]?.reject(new Error('late'));
  await settle();
  expect(failed).not.toHaveBeenCalled();
  expect(newest.isIdle()).toBe(false);
});

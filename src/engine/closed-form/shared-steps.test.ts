import { expect, test } from 'vitest';
import { streamKey, uniform } from '../number/random';
import { sharedSteps } from './shared-steps';

/** Steps of 20 ms and 10 ms a prompt of 1000 tokens that came during the one before: what is met, and what an arrival waits. */
function followed(rate: number, budget: number) {
  const [fixed, added, mean] = [0.02, 0.01, 1000];
  const key = streamKey(1, 'steps');
  const random = (i: number, j: number) => uniform(key, i, j);
  const poisson = (expected: number, i: number) => {
    let [count, product] = [0, random(i, 0)];
    while (product > Math.exp(-expected)) product *= random(i, ++count);
    return count;
  };
  const most = budget / mean;
  let [waiting, time, area, present] = [0, 0, 0, 0];
  const [withPrompts, without] = [
    { time: 0, count: 0 },
    { time: 0, count: 0 },
  ];
  for (let i = 0; i < 300_000; i++) {
    const here = Math.min(waiting, most);
    const step = fixed + added * here;
    const came = poisson(rate * step, i);
    // Those that are there, over the step, and half of it for those that come.
    area += (waiting + came / 2) * step;
    waiting += came - here;
    time += step;
    present += came;
    const kind = here > 0 ? withPrompts : without;
    kind.time += step;
    kind.count++;
  }
  const sojourn = area / present;
  const met = (withPrompts.time ** 2 / withPrompts.count + without.time ** 2 / without.count) / time;
  return { wait: sojourn - fixed - added, met, perStep: (rate * time) / 300_000 };
}

test.each([0.2, 0.5, 0.8])('are what a chain of steps comes to, at %d of what one could do alone', (load) => {
  const rate = load / 0.01;
  const { wait, met, perStep } = followed(rate, Infinity);
  const prompts = { budget: 1e9, mean: 1000, cv: 0, rate };
  const found = sharedSteps(prompts, 0.01, perStep, met, load, 1, 1);
  expect(found.wait / wait).toBeGreaterThan(0.97);
  expect(found.wait / wait).toBeLessThan(1.03);
  expect(found.residual).toBeGreaterThanOrEqual(met / 2);
});

test('those beyond the budget wait for more than a step', () => {
  const rate = 50;
  const { wait, met, perStep } = followed(rate, 3000);
  const unlimited = followed(rate, Infinity).wait;
  expect(wait).toBeGreaterThan(1.1 * unlimited);
  const prompts = { budget: 3000, mean: 1000, cv: 0, rate };
  const utilisation = rate * (0.01 + 0.02 / 3);
  const found = sharedSteps(prompts, 0.01, perStep, met, utilisation, 1, 1);
  expect(found.wait / wait).toBeGreaterThan(0.8);
  expect(found.wait / wait).toBeLessThan(1.2);
});

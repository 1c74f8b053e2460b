import { expect, test } from 'vitest';
import { presetById } from '../scenario/presets';
import { createScenarioStore } from '../store/scenario-store';
import { createStory, lengthOf, textOf } from './story';

const race = presetById('first-race')!;

function start(scenario = race.scenario) {
  const store = createScenarioStore(scenario);
  const story = createStory(store);
  return { store, story, at: () => story.place()?.index };
}

test('steps forth and back between its ends, and keeps the frame', () => {
  const { store, story, at } = start({ ...race.scenario, layout: 'slide', view: 'race', theme: 'dark' });
  expect(at()).toBe(0);
  story.step(-1);
  expect(at()).toBe(0);
  for (const step of race.steps) {
    story.step(1);
    expect(store.getState().scenario).toEqual({
      ...step.scenario,
      layout: 'slide',
      view: 'race',
      theme: 'dark',
    });
    expect(textOf(story.place()!)).toBe(step.text);
  }
  story.step(1);
  expect(at()).toBe(lengthOf(story.place()!) - 1);
  story.step(-1);
  expect(at()).toBe(race.steps.length - 1);
});

test('a moved control keeps the place; another preset changes it', () => {
  const { store, story, at } = start();
  let told = 0;
  const leave = story.subscribe(() => (told += 1));
  store.getState().set({ ctx: 20_000 });
  expect([at(), told]).toEqual([0, 0]);
  story.step(1);
  expect([at(), told]).toEqual([1, 1]);
  store.getState().replace(presetById('agents')!.scenario, []);
  expect(story.place()?.preset.id).toBe('agents');
  leave();
  story.step(1);
  expect(told).toBe(2);
});

test('a link into the middle of a story is in its middle', () => {
  expect(start(race.steps[1]!.scenario).at()).toBe(2);
});

test('a scenario of no story has nothing to step', () => {
  const { store, story } = start({ ...race.scenario, seed: 99 });
  story.step(1);
  expect(story.place()).toBeNull();
  expect(store.getState().scenario.seed).toBe(99);
});

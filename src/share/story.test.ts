import { expect, test } from 'vitest';
import { presetById } from '../scenario/presets';
import { createScenarioStore } from '../store/scenario-store';
import { createStory, cueOf, lengthOf, textOf } from './story';

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

test('beside a locked cluster the story goes on, and leaves it as it is', () => {
  const { store, story, at } = start();
  store.getState().setSide('a', { tiers: 'device' });
  store.getState().lock('a', true);
  store.getState().choose(presetById('agents')!.scenario);
  expect([story.place()?.preset.id, at(), story.within()]).toEqual(['agents', 0, null]);
  const { a } = store.getState().scenario;
  story.step(1);
  expect([at(), story.within()]).toEqual([1, null]);
  expect(store.getState().scenario.a).toBe(a);
  expect(store.getState().scenario.rps).toBe(presetById('agents')!.steps[0]!.scenario.rps);
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

test('a control that passes another step leaves the place; undo and the arrows move it', () => {
  const { store, story, at } = start();
  // The value of the first step, among others.
  for (const ctx of [12_000, 16_384, 20_000, 16_384]) store.getState().set({ ctx });
  expect(at()).toBe(0);
  // What is asked is already that of the step.
  story.step(1);
  expect(at()).toBe(1);
  story.step(1);
  store.getState().undo();
  expect(at()).toBe(1);
});

test('what a story is about holds while controls move, and ends where something else is opened', () => {
  const joules = presetById('joules')!;
  const { store, story } = start(joules.scenario);
  expect(cueOf(story.within()!)).toMatchObject({ about: 'energy', look: 'energy' });
  store.getState().set({ ctx: 5000 });
  expect(story.within()?.preset).toBe(joules);
  store.getState().replace({ ...race.scenario, seed: 99 }, []);
  expect(story.within()).toBeNull();
  // The arrows still lead back.
  story.step(1);
  expect(story.within()?.index).toBe(1);
});

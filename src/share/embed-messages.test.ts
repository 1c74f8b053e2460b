import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import fc from 'fast-check';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { encode } from '../scenario/codec';
import type { Problem } from '../scenario/scenario';
import type { RunState } from '../store/run-store';
import { createScenarioStore } from '../store/scenario-store';
import { startEmbedMessages, type FrameMessage } from './embed-messages';

const HOST = 'https://blog.example';

function start(hostOrigin: string | null = HOST, problems: Problem[] = []) {
  let listener: (event: FrameMessage) => void = () => undefined;
  const sent: { message: Record<string, unknown>; to: string }[] = [];
  const parent = {
    postMessage: (message: unknown, to: string) =>
      void sent.push({ message: message as Record<string, unknown>, to }),
  };
  const scenarioStore = createScenarioStore();
  scenarioStore.getState().report(problems);
  const runStore = createStore(() => ({ failure: null, warnings: [] })) as unknown as StoreApi<RunState>;
  const calls: string[] = [];
  const embed = startEmbedMessages({
    window: {
      parent,
      addEventListener: (_, added) => {
        listener = added;
      },
      removeEventListener: () => {
        listener = () => undefined;
      },
    },
    hostOrigin,
    version: '1.2.3',
    scenarioStore,
    runStore,
    clock: {
      play: () => void calls.push('play'),
      pause: () => void calls.push('pause'),
      seek: (time) => void calls.push(`seek ${String(time)}`),
    },
    step: (by) => void calls.push(`step ${String(by)}`),
    linkOf: (scenario) => `https://yard.example/#${encode(scenario)}`,
  });
  const say = (data: unknown, origin = HOST, source: unknown = parent) => {
    listener({ data, origin, source });
  };
  const types = () => sent.map(({ message }) => message['type']);
  return { embed, sent, say, types, calls, scenarioStore, runStore };
}

const PROBLEM = { key: 'foo', value: '1', message: 'foo "1" is not a key of a scenario; it is not used.' };
const told = (sent: { message: Record<string, unknown> }[]) =>
  sent.flatMap(({ message }) => (message['type'] === 'error' ? [message['message']] : []));

test('what of the first link could not be used is told once, as soon as there is somebody to tell', () => {
  expect(told(start(HOST, [PROBLEM]).sent)).toEqual([PROBLEM.message]);
  const { sent, say } = start(null, [PROBLEM]);
  expect(told(sent)).toEqual([]);
  say({ tokenyard: 1, type: 'ping' });
  say({ tokenyard: 1, type: 'ping' });
  expect(told(sent)).toEqual([PROBLEM.message]);
});

test('what is computed otherwise than asked is told when it is news', () => {
  const { sent, runStore } = start();
  const warning = { key: 'moe', value: '4b', message: 'a dense model is computed.' };
  runStore.setState({ warnings: [warning] });
  runStore.setState({ warnings: [{ ...warning }] });
  expect(told(sent)).toEqual([warning.message]);
  runStore.setState({ warnings: [] });
  runStore.setState({ warnings: [warning] });
  expect(told(sent)).toHaveLength(2);
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('says that it is ready, and what it shows, to the origin around it', () => {
  const { sent } = start();
  expect(sent).toEqual([
    { message: { tokenyard: 1, type: 'ready', version: '1.2.3' }, to: HOST },
    { message: { tokenyard: 1, type: 'state', link: 'https://yard.example/#v=1' }, to: HOST },
  ]);
});

test('where the browser does not name the host, only the greeting goes out until the host speaks', () => {
  const { sent, say, scenarioStore, embed } = start(null);
  scenarioStore.getState().set({ rps: 2 });
  embed.height(400);
  vi.runAllTimers();
  expect(sent).toEqual([{ message: { tokenyard: 1, type: 'ready', version: '1.2.3' }, to: '*' }]);
  say({ tokenyard: 1, type: 'seek', time: 'soon' });
  expect(sent).toHaveLength(1);
  say({ tokenyard: 1, type: 'ping' });
  expect(sent.slice(1).map(({ message, to }) => [message['type'], to])).toEqual([
    ['ready', HOST],
    ['resize', HOST],
    ['state', HOST],
  ]);
});

test('hears the parent window only, and that from one origin', () => {
  const { say, calls } = start(null);
  say({ tokenyard: 1, type: 'play' }, HOST, {});
  expect(calls).toEqual([]);
  say({ tokenyard: 1, type: 'play' });
  say({ tokenyard: 1, type: 'pause' }, 'https://elsewhere.example');
  expect(calls).toEqual(['play']);
  const named = start();
  named.say({ tokenyard: 1, type: 'play' }, 'https://elsewhere.example');
  expect(named.calls).toEqual([]);
});

test('does what it is told', () => {
  const { say, calls } = start();
  for (const message of [
    { type: 'play' },
    { type: 'pause' },
    { type: 'seek', time: 1.5 },
    { type: 'next' },
    { type: 'prev' },
  ]) {
    say({ tokenyard: 1, ...message });
  }
  expect(calls).toEqual(['play', 'pause', 'seek 1.5', 'step 1', 'step -1']);
});

test('set changes the scenario and not the frame, and names what it could not use', () => {
  const { say, sent, scenarioStore } = start();
  scenarioStore.getState().set({ view: 'race', embed: true, theme: 'dark' });
  say({ tokenyard: 1, type: 'set', link: 'v=1&ctx=32768&rps=fast' });
  expect(encode(scenarioStore.getState().scenario)).toBe('v=1&ctx=32768&view=race&embed=1&theme=dark');
  expect(sent.at(-1)?.message).toMatchObject({ type: 'error', field: 'link' });
  expect(sent.at(-1)?.message['message']).toContain('rps "fast"');
  vi.runAllTimers();
  expect(sent.at(-1)?.message).toMatchObject({
    type: 'state',
    link: 'https://yard.example/#v=1&ctx=32768&view=race&embed=1&theme=dark',
  });
  say({ tokenyard: 1, type: 'set', link: 'https://other.example/#v=1&view=flow' });
  expect(encode(scenarioStore.getState().scenario)).toBe('v=1&view=flow&embed=1&theme=dark');
});

test('a link that other programs have escaped names its part, too', () => {
  const { say, scenarioStore } = start();
  for (const [link, view] of [
    ['v=1&amp;view=latency', 'latency'],
    ['v%3D1%26view%3Denergy', 'energy'],
  ]) {
    say({ tokenyard: 1, type: 'set', link });
    expect(scenarioStore.getState().scenario.view).toBe(view);
  }
});

test('the theme travels in the link', () => {
  const { say, scenarioStore } = start();
  say({ tokenyard: 1, type: 'theme', theme: 'dark' });
  expect(scenarioStore.getState().scenario.theme).toBe('dark');
});

test('a dragged slider is four states a second, a height is told once', () => {
  const { embed, types, scenarioStore } = start();
  for (let rps = 2; rps < 100; rps++) scenarioStore.getState().set({ rps });
  embed.height(300);
  embed.height(300);
  vi.advanceTimersByTime(1000);
  expect(types()).toEqual(['ready', 'state', 'resize', 'state']);
});

test.each([
  [{ tokenyard: 2, type: 'play' }, 'tokenyard'],
  [{ tokenyard: 1 }, 'type'],
  [{ tokenyard: 1, type: 7 }, 'type'],
  [{ tokenyard: 1, type: 'set' }, 'link'],
  [{ tokenyard: 1, type: 'set', link: 5 }, 'link'],
  [{ tokenyard: 1, type: 'seek', time: '1' }, 'time'],
  [{ tokenyard: 1, type: 'seek', time: NaN }, 'time'],
  [{ tokenyard: 1, type: 'seek', time: -1 }, 'time'],
  [{ tokenyard: 1, type: 'theme', theme: 'pink' }, 'theme'],
])('%j is answered with an error that names the field', (message, field) => {
  const { say, sent, calls } = start();
  say(message);
  expect(sent.at(-1)?.message).toMatchObject({ type: 'error', field });
  expect(calls).toEqual([]);
});

test.each([
  [null],
  ['ping'],
  [{ type: 'ping' }],
  [{ tokenyard: 1, type: 'dance' }],
  [{ tokenyard: 1, type: 'constructor' }],
])('%j is none of its business', (message) => {
  const { say, sent } = start();
  const before = sent.length;
  say(message);
  expect(sent).toHaveLength(before);
});

test('no message makes it throw', () => {
  const { say } = start();
  const type = fc.constantFrom('ping', 'set', 'play', 'pause', 'seek', 'next', 'prev', 'theme', '__proto__');
  const message = fc.record(
    {
      tokenyard: fc.constantFrom(1, 2, '1'),
      type,
      link: fc.anything(),
      time: fc.anything(),
      theme: fc.anything(),
    },
    { requiredKeys: ['tokenyard'] },
  );
  fc.assert(
    fc.property(fc.oneof(message, fc.anything()), (data) => say(data)),
    { numRuns: 3000 },
  );
});

test('says so when the engine has stopped; after stop it is silent', () => {
  const { embed, sent, say, runStore, scenarioStore } = start();
  runStore.setState({ failure: 'out of memory' });
  expect(sent.at(-1)?.message).toEqual({
    tokenyard: 1,
    type: 'error',
    field: null,
    message: 'out of memory',
  });
  scenarioStore.getState().set({ rps: 9 });
  embed.stop();
  const before = sent.length;
  vi.runAllTimers();
  say({ tokenyard: 1, type: 'ping' });
  expect(sent).toHaveLength(before);
});

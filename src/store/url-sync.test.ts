import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encode } from '../scenario/codec';
import { createScenarioStore } from './scenario-store';
import { startUrlSync, type LinkHost } from './url-sync';

/** A window with a history and nothing else. */
function createHost(hash = '', ids: string[] = []) {
  const page = 'https://example.org/tokenyard/';
  const entries = [page + hash];
  let at = 0;
  const listeners = new Map<string, Set<() => void>>();
  const fire = (type: string) => listeners.get(type)?.forEach((listener) => listener());
  const calls = { pushState: 0, replaceState: 0 };
  const go = (to: number) => {
    at = to;
    fire('popstate');
    fire('hashchange');
  };
  const host: LinkHost = {
    location: {
      get href() {
        return entries[at] ?? '';
      },
      get hash() {
        const text = /#.*/.exec(this.href)?.[0] ?? '';
        return text === '#' ? '' : text;
      },
      get search() {
        return /\?[^#]*/.exec(this.href)?.[0] ?? '';
      },
    },
    history: {
      pushState(_data, _unused, url) {
        calls.pushState += 1;
        entries.splice(at + 1, Infinity, String(url));
        at += 1;
      },
      replaceState(_data, _unused, url) {
        calls.replaceState += 1;
        entries[at] = String(url);
      },
    },
    addEventListener: (type, listener) => {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener));
    },
    removeEventListener: (type, listener) => listeners.get(type)?.delete(listener),
    document: { getElementById: (id) => (ids.includes(id) ? {} : null) },
  };
  return {
    host,
    calls,
    entries,
    fire,
    back: () => go(at - 1),
    /** A person edits the address, or clicks a link of the page. */
    visit(to: string) {
      entries.splice(at + 1, Infinity, page + to);
      go(at + 1);
    },
  };
}

function start(hash = '', ids: string[] = []) {
  const store = createScenarioStore();
  const browser = createHost(hash, ids);
  const sync = startUrlSync(store, browser.host);
  const { set } = store.getState();
  /** An edit, and the frame that shows it. */
  const edit = (patch: Parameters<typeof set>[0]) => {
    set(patch);
    vi.advanceTimersByTime(40);
  };
  return { store, sync, ...browser, set, edit, now: () => encode(store.getState().scenario) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('reads the link at once and lists what it cannot use', () => {
  const { store, now, calls } = start('#v=1&ctx=9000&rps=never');
  expect(now()).toBe('v=1&ctx=9000');
  expect(store.getState().problems.map(({ key }) => key)).toEqual(['rps']);
  expect(calls).toEqual({ pushState: 0, replaceState: 0 });
});

test('a scenario in the query is read once and moves to the fragment; a fragment wins', () => {
  const { host, now, edit, calls } = start('?v=1&ctx=9000');
  expect(now()).toBe('v=1&ctx=9000');
  expect(host.location.href).toBe('https://example.org/tokenyard/#v=1&ctx=9000');
  expect(calls).toEqual({ pushState: 0, replaceState: 1 });
  vi.advanceTimersByTime(1000);
  edit({ ctx: 8000 });
  expect(host.location.href).toBe('https://example.org/tokenyard/#v=1&ctx=8000');
  expect(start('?v=1&ctx=9000#v=1&ctx=7000').now()).toBe('v=1&ctx=7000');
});

test('the query of others stays theirs', () => {
  const { host, now, edit } = start('?ref=post#v=1&ctx=9000');
  expect(now()).toBe('v=1&ctx=9000');
  edit({ ctx: 8000 });
  expect(host.location.href).toBe('https://example.org/tokenyard/?ref=post#v=1&ctx=8000');
});

test('an edit is written, and reading it again changes nothing', () => {
  const { set, host, calls, fire, now } = start();
  set({ ctx: 9000 });
  expect(calls).toEqual({ pushState: 0, replaceState: 0 });
  vi.advanceTimersByTime(40);
  expect(host.location.href).toBe('https://example.org/tokenyard/#v=1&ctx=9000');
  fire('hashchange');
  vi.advanceTimersByTime(5000);
  expect(now()).toBe('v=1&ctx=9000');
  expect(calls).toEqual({ pushState: 1, replaceState: 0 });
});

test('a drag is one entry of the history, written at most four times a second', () => {
  const { set, edit, host, calls, entries, back, now } = start();
  for (let ctx = 9000; ctx < 9120; ctx++) {
    set({ ctx });
    vi.advanceTimersByTime(16);
  }
  vi.advanceTimersByTime(2000);
  expect(host.location.hash).toBe('#v=1&ctx=9119');
  expect(calls.pushState).toBe(1);
  expect(calls.replaceState).toBeLessThanOrEqual(Math.ceil((120 * 16) / 250));
  edit({ rps: 2 });
  expect(calls.pushState).toBe(2);
  expect(entries).toHaveLength(3);
  back();
  expect(now()).toBe('v=1&ctx=9119');
  back();
  expect(now()).toBe('v=1');
  vi.advanceTimersByTime(5000);
  expect(entries).toHaveLength(3);
  expect(host.location.hash).toBe('');
});

test('however long a pointer is held, its edits are one entry; the next press is another', () => {
  const { edit, calls, fire } = start();
  fire('pointerdown');
  edit({ ctx: 9000 });
  vi.advanceTimersByTime(5000);
  edit({ ctx: 9100 });
  expect(calls.pushState).toBe(1);
  fire('pointerup');
  vi.advanceTimersByTime(5000);
  fire('pointerdown');
  edit({ ctx: 9200 });
  expect(calls.pushState).toBe(2);
});

test('an edit within a quarter of a second of the last write waits; Back forgets it', () => {
  const { set, edit, host, back, now } = start();
  set({ ctx: 9000 });
  vi.advanceTimersByTime(2000);
  edit({ rps: 2 });
  set({ rps: 3 });
  expect(host.location.hash).toBe('#v=1&ctx=9000&rps=2');
  back();
  vi.advanceTimersByTime(5000);
  expect(now()).toBe('v=1&ctx=9000');
  expect(host.location.hash).toBe('#v=1&ctx=9000');
});

test('a link that is typed into the address replaces the scenario', () => {
  const { visit, now, store } = start();
  visit('#v=1&b=none&foo=1');
  expect(now()).toBe('v=1&b=none');
  expect(store.getState().problems.map(({ key }) => key)).toEqual(['foo']);
});

test('a jump to a part of the page is not a scenario, and the link comes back', () => {
  const { visit, edit, now, host, store } = start('', ['answer']);
  edit({ ctx: 9000 });
  visit('#answer');
  expect(now()).toBe('v=1&ctx=9000');
  expect(host.location.hash).toBe('#v=1&ctx=9000');
  expect(store.getState().problems).toEqual([]);
  visit('#nowhere');
  expect(store.getState().problems.map(({ key }) => key)).toEqual(['nowhere']);
});

test('leaving the page and flush write what waits; stop ends it', () => {
  const { set, host, fire, sync } = start();
  set({ rps: 2 });
  set({ rps: 3 });
  fire('pagehide');
  expect(host.location.hash).toBe('#v=1&rps=3');
  set({ rps: 4 });
  sync.flush();
  expect(host.location.hash).toBe('#v=1&rps=4');
  sync.stop();
  set({ rps: 5 });
  vi.advanceTimersByTime(5000);
  expect(host.location.hash).toBe('#v=1&rps=4');
});

test('a frame that may not touch the history still works', () => {
  const { set, host, now } = start();
  host.history.pushState = () => {
    throw new Error('SecurityError');
  };
  set({ rps: 2 });
  expect(now()).toBe('v=1&rps=2');
});

test('in another page, and as an embed, edits are no entries of the history', () => {
  const store = createScenarioStore();
  const { host, calls } = createHost('#v=1');
  startUrlSync(store, host, { framed: true });
  store.getState().set({ ctx: 9000 });
  vi.runAllTimers();
  expect(calls).toEqual({ pushState: 0, replaceState: 1 });
  const alone = start('#v=1&embed=1');
  alone.edit({ ctx: 9000 });
  expect(alone.calls).toEqual({ pushState: 0, replaceState: 1 });
});

test('an address without a fragment is the scenario that the page was saved with', () => {
  const store = createScenarioStore();
  const { host } = createHost('');
  startUrlSync(store, host, { otherwise: 'v=1&ctx=9000' });
  expect(encode(store.getState().scenario)).toBe('v=1&ctx=9000');
});

test('undo and Back agree: a drag is one step of both, the link follows undo, and Back can be undone', () => {
  const { store, set, sync, now, back, entries, fire } = start('#v=1&rps=2');
  store.getState().undo();
  expect(now()).toBe('v=1&rps=2');
  vi.advanceTimersByTime(5000);
  fire('pointerdown');
  for (const rps of [3, 4, 5]) {
    set({ rps });
    vi.advanceTimersByTime(2000);
  }
  fire('pointerup');
  sync.flush();
  store.getState().undo();
  vi.advanceTimersByTime(5000);
  expect(now()).toBe('v=1&rps=2');
  expect(entries.at(-1)).toMatch(/#v=1&rps=2$/);
  back();
  expect(now()).toBe('v=1&rps=5');
  store.getState().undo();
  expect(now()).toBe('v=1&rps=2');
});

test('a drag of the pointer is written now and then, and when it ends', () => {
  const { set, host, fire, calls } = start();
  fire('pointerdown');
  for (let ctx = 9000; ctx < 9060; ctx++) {
    set({ ctx });
    vi.advanceTimersByTime(16);
  }
  expect(calls.pushState + calls.replaceState).toBe(1);
  fire('pointerup');
  vi.advanceTimersByTime(250);
  expect(host.location.hash).toBe('#v=1&ctx=9059');
  expect(calls).toEqual({ pushState: 1, replaceState: 1 });
});

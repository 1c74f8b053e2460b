import type { StoreApi } from 'zustand/vanilla';
import { decode, encode, queryOf } from '../scenario/codec';
import { linkAt, pageOf } from './addresses';
import type { ScenarioState } from './scenario-store';

/**
 * The link in the address bar and the scenario follow each other. The only file that touches `location` and
 * `history`. A burst of edits is one entry of the history: its first edit pushes, the rest replace, so that Back
 * returns to what was there before the burst.
 */

type HostEvent = 'hashchange' | 'popstate' | 'pagehide' | 'pointerdown' | 'pointerup' | 'pointercancel';

/** The parts of `window` this needs, so that it is tested without one. */
export interface LinkHost {
  location: { readonly href: string; readonly hash: string; readonly search: string };
  history: Pick<History, 'pushState' | 'replaceState'>;
  addEventListener: (type: HostEvent, listener: () => void) => void;
  removeEventListener: (type: HostEvent, listener: () => void) => void;
  document: { getElementById: (id: string) => unknown };
}

export interface UrlSync {
  /** Writes at once what a pause in dragging would write soon. */
  flush: () => void;
  stop: () => void;
}

/** Browsers refuse more than about 100 to 200 history calls in 30 s; four a second stay below that. */
const WRITE_EVERY_MS = 250;

/** While the pointer is down nobody copies the link, and writing it takes as long as a third of a frame. */
const WHILE_PRESSED_MS = 2000;

/** Not in the frame that shows the edit. */
const AFTER_PAINT_MS = 40;

/** Edits closer together than this are one burst; so are all edits of one press of the pointer. */
const BURST_MS = 1000;

export interface UrlSyncOptions {
  /** Read when the address has no fragment: the scenario that a saved page was saved with. */
  otherwise?: string;
  /** The page is inside another: its edits are no entries of that page's history. */
  framed?: boolean;
}

/** Reads the scenario of the link at once, then keeps both in step. */
export function startUrlSync(
  scenarioStore: StoreApi<ScenarioState>,
  host: LinkHost,
  { otherwise = '', framed = false }: UrlSyncOptions = {},
): UrlSync {
  /** Last fragment seen or written: Back fires two events, and one of them is news. */
  let known: string | null = null;
  let reading = false;
  let lastEdit = -Infinity;
  let lastWrite = -Infinity;
  /** When the pointer was pressed; Infinity while it is up. */
  let pressedAt = Infinity;
  let pushNext = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const read = () => {
    const { hash } = host.location;
    if (hash === known) return;
    if (known !== null && isJumpInPage(hash, host)) {
      // A skip link is not a scenario; the link is put back.
      write('replaceState');
      return;
    }
    known = hash;
    cancelWrite();
    lastEdit = -Infinity;
    const query = hash === '' ? queryOf(host.location.search) : '';
    const { scenario, problems } = decode(hash || query || otherwise);
    reading = true;
    try {
      scenarioStore.getState().replace(scenario, problems);
    } finally {
      reading = false;
    }
    // From here on the fragment says it, and says it alone.
    if (query !== '') write('replaceState');
  };

  const write = (how: 'pushState' | 'replaceState') => {
    const link = linkAt(pageOf(host.location.href), scenarioStore.getState().scenario);
    lastWrite = Date.now();
    known = link.slice(link.indexOf('#'));
    try {
      host.history[how](null, '', link);
    } catch {
      // Some sandboxed frames refuse; the page works without a link that follows.
    }
  };

  const cancelWrite = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    pushNext = false;
  };

  const writePending = () => {
    const { scenario } = scenarioStore.getState();
    const how = pushNext && !framed && !scenario.embed ? 'pushState' : 'replaceState';
    cancelWrite();
    if (`#${encode(scenario)}` !== host.location.hash) write(how);
  };

  const edited = () => {
    const now = Date.now();
    const sameDrag = lastEdit >= pressedAt;
    if (!sameDrag && now - lastEdit > BURST_MS) pushNext = true;
    lastEdit = now;
    if (timer === null) writeLater(now);
  };

  const writeLater = (now: number) => {
    const wait = pressedAt === Infinity ? WRITE_EVERY_MS : WHILE_PRESSED_MS;
    timer = setTimeout(writePending, Math.max(AFTER_PAINT_MS, lastWrite + wait - now));
  };

  const pressed = () => {
    pressedAt = Date.now();
    scenarioStore.getState().press(true);
  };
  const released = () => {
    pressedAt = Infinity;
    scenarioStore.getState().press(false);
    if (timer === null) return;
    clearTimeout(timer);
    writeLater(Date.now());
  };

  const flush = () => {
    if (timer !== null) writePending();
  };

  read();
  // Undo ends at the scenario that was opened.
  scenarioStore.getState().forgetPast();
  const unsubscribe = scenarioStore.subscribe((state, before) => {
    if (!reading && state.scenario !== before.scenario) edited();
  });
  const listeners: [HostEvent, () => void][] = [
    ['hashchange', read],
    ['popstate', read],
    ['pagehide', flush],
    ['pointerdown', pressed],
    ['pointerup', released],
    ['pointercancel', released],
  ];
  for (const [type, listener] of listeners) host.addEventListener(type, listener);
  return {
    flush,
    stop() {
      cancelWrite();
      unsubscribe();
      for (const [type, listener] of listeners) host.removeEventListener(type, listener);
    },
  };
}

function isJumpInPage(hash: string, host: LinkHost): boolean {
  const id = hash.slice(1);
  return id !== '' && !id.includes('=') && host.document.getElementById(id) !== null;
}

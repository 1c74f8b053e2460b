import type { StoreApi } from 'zustand/vanilla';
import { decode, keysOf } from '../scenario/codec';
import type { Problem, Scenario } from '../scenario/scenario';
import type { RunState } from '../store/run-store';
import type { ScenarioState } from '../store/scenario-store';
import { ENVELOPE, readMessage, type ToPage } from './read-message';

/**
 * An embedded page talks to the page around it, and to nobody else: messages count only from the parent window, and
 * answers go to its origin. What leaves is the link, a height, error sentences and which request is looked into; the host
 * could learn no more from the link it embedded and the clicks of its reader.
 */

/** The parts of `window` this needs, so that it is tested without one. */
export interface FrameWindow {
  readonly parent: { postMessage: (message: unknown, targetOrigin: string) => void };
  addEventListener: (type: 'message', listener: (event: FrameMessage) => void) => void;
  removeEventListener: (type: 'message', listener: (event: FrameMessage) => void) => void;
}

export interface FrameMessage {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
}

export interface EmbedParts {
  window: FrameWindow;
  /** Origin of the page around this one where the browser tells it (`location.ancestorOrigins`), else null. */
  hostOrigin: string | null;
  version: string;
  scenarioStore: StoreApi<ScenarioState>;
  runStore: Pick<StoreApi<RunState>, 'subscribe'>;
  clock: { play: () => void; pause: () => void; seek: (time: number) => void };
  /** Steps the story; nothing happens where there is none. */
  step: (by: 1 | -1) => void;
  /** The whole link of a scenario. */
  linkOf: (scenario: Scenario) => string;
}

export interface EmbedMessages {
  /** The content has this height now; the host is told when it is news. */
  height: (pixels: number) => void;
  select: (selected: { side: 'a' | 'b'; request: number; token: number | null; time: number }) => void;
  stop: () => void;
}

const STATE_EVERY_MS = 250;

export function startEmbedMessages(parts: EmbedParts): EmbedMessages {
  const { window, hostOrigin, version, scenarioStore, runStore, clock, step, linkOf } = parts;
  let origin = hostOrigin;
  let lastHeight: number | null = null;
  let lastLink: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Of the link that the frame was opened with. */
  let untold: readonly Problem[] = scenarioStore.getState().problems;

  /** An opaque origin (a file, a sandbox) has no name to address; the parent window is still the only receiver. */
  const send = (message: Record<string, unknown>, to: string | null) => {
    if (to !== null) window.parent.postMessage({ tokenyard: ENVELOPE, ...message }, to === 'null' ? '*' : to);
  };
  const tell = (message: Record<string, unknown>) => send(message, origin);
  const error = (field: string | null, message: string) => tell({ type: 'error', field, message });

  const tellHeight = () => {
    if (lastHeight !== null) tell({ type: 'resize', height: lastHeight });
  };
  const tellProblems = (problems: readonly Problem[]) => {
    for (const { message } of problems) error('link', message);
  };
  /** Once somebody can be told. */
  const tellFirstProblems = () => {
    if (origin === null) return;
    tellProblems(untold);
    untold = [];
  };
  const tellState = () => {
    timer = null;
    const link = linkOf(scenarioStore.getState().scenario);
    if (link === lastLink || origin === null) return;
    lastLink = link;
    tell({ type: 'state', link });
  };

  const take = (message: ToPage) => {
    switch (message.type) {
      case 'ping':
        tell({ type: 'ready', version });
        tellHeight();
        lastLink = null;
        tellState();
        tellFirstProblems();
        return;
      case 'set':
        setLink(message.link);
        return;
      case 'play':
        clock.play();
        return;
      case 'pause':
        clock.pause();
        return;
      case 'seek':
        clock.seek(message.time);
        return;
      case 'next':
        step(1);
        return;
      case 'prev':
        step(-1);
        return;
      case 'theme':
        scenarioStore.getState().set({ theme: message.theme });
    }
  };

  const setLink = (link: string) => {
    const { scenario: shown, replace } = scenarioStore.getState();
    const { scenario, problems } = decode(link);
    replace({ ...scenario, ...frameOf(shown, link) }, problems);
    tellProblems(problems);
  };

  const onMessage = (event: FrameMessage) => {
    if (event.source !== window.parent) return;
    if (origin !== null && event.origin !== origin) return;
    const read = readMessage(event.data);
    if (read.kind === 'ignored') return;
    if (read.kind === 'wrong') {
      // Before the origin is known there is nobody to answer.
      error(read.field, read.why);
      return;
    }
    origin = event.origin;
    take(read.message);
  };

  window.addEventListener('message', onMessage);
  const leaves = [
    scenarioStore.subscribe((state, before) => {
      if (state.scenario !== before.scenario) timer ??= setTimeout(tellState, STATE_EVERY_MS);
    }),
    runStore.subscribe((state, before) => {
      if (state.failure !== null && state.failure !== before.failure) error(null, state.failure);
      if (state.warnings === before.warnings) return;
      const known = before.warnings.map(({ message }) => message);
      tellProblems(state.warnings.filter(({ message }) => !known.includes(message)));
    }),
  ];
  // Holds nothing but the version, so it may be heard by whoever embeds the page.
  send({ type: 'ready', version }, origin ?? '*');
  tellState();
  tellFirstProblems();

  return {
    height(pixels) {
      if (pixels === lastHeight) return;
      lastHeight = pixels;
      tellHeight();
    },
    select: ({ side, request, token, time }) => tell({ type: 'select', side, request, token, time }),
    stop() {
      window.removeEventListener('message', onMessage);
      if (timer !== null) clearTimeout(timer);
      leaves.forEach((leave) => leave());
    },
  };
}

/** What is shown stays an embed, and keeps the part and the colours that the link does not name. */
function frameOf(shown: Scenario, link: string): Partial<Scenario> {
  const named = keysOf(link);
  const { view, layout, theme, embed, req } = shown;
  return {
    embed,
    ...(named.has('view') ? {} : { view }),
    ...(named.has('layout') ? {} : { layout }),
    ...(named.has('theme') ? {} : { theme }),
    ...(named.has('req') ? {} : { req }),
  };
}

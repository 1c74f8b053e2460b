import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Details } from './answer/details';
import { arriving } from './arriving';

/**
 * The frame, the question and the answer paint first. The pictures come in files of their own, which start loading
 * with the page, in parallel to the engine whose results they show; dialogs come when they are opened.
 */
const flow = () => import('./flow-panel').then(({ FlowPanel }) => FlowPanel);
const inspector = () => import('./inspector/inspector').then(({ Inspector }) => Inspector);
const charts = () => import('./charts/charts').then(({ Charts }) => Charts);

/** A part of a file that comes when it is first shown. */
function later<File, Props extends object>(
  file: () => Promise<File>,
  part: (file: File) => ComponentType<Props>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: part(await file()) }));
}

type Loaded = { default: typeof Details };
let loaded: Loaded | null = null;
const details = () =>
  import('./answer/details').then(({ Details }): Loaded => (loaded = { default: Details }));
/** Answers at once when it can: on paper there is no later. */
const detailsNow = () => ({
  then: (take: (part: Loaded) => void, fail: (reason: unknown) => void) =>
    loaded ? take(loaded) : void details().then(take, fail),
});

const folds = () => import('./controls/folded');

/** Resolves when the pictures can be drawn, or cannot be had. */
export async function loadPictures(): Promise<void> {
  await Promise.allSettled([flow(), charts(), inspector(), around()]);
  // So that the first fold and the first dialog open at once.
  void Promise.allSettled([folds(), details(), dialogs()]);
}

export const LaterFlow = arriving(
  flow,
  <div className="flow-waiting" data-coming>
    <div />
  </div>,
);

export const LaterCharts = arriving(charts, <div className="charts charts-waiting" data-coming />);

export const LaterInspector = arriving(
  inspector,
  <section className="inspector inspector-waiting" data-coming />,
);

/** Longer than any file takes that is to come at all, and than the search for what would mend a side. */
const MOST_PAINTS = 600;

/** Paints until nothing stands in the place of a picture that is still to come, and all have followed the answer. */
export async function paintedWith(nextPaint: () => Promise<void>): Promise<void> {
  for (let paints = 0; paints < MOST_PAINTS; paints++) {
    await nextPaint();
    if (document.querySelector('[data-coming], [data-behind]') === null) return;
  }
}

export const LaterFolded = later(folds, (file) => file.Folded);

export const LaterLoadedTrace = later(
  () => import('./controls/loaded-trace'),
  (file) => file.LoadedTrace,
);

export const LaterOpenedCard = later(
  () => import('./answer/opened-card'),
  (file) => file.OpenedCard,
);

export const LaterOverload = later(
  () => import('./answer/overload'),
  (file) => file.Overload,
);

export const LaterMend = later(
  () => import('./answer/mend'),
  (file) => file.Mend,
);

export const LaterDetails = lazy(detailsNow as typeof details);

/** With the pictures, and nothing of it is in the first paint. */
export const around = () => import('./around');

/** Nobody waits for it, but a file that is dropped sooner would be opened by the browser in place of the page. */
export const LaterDropZone = arriving(
  () => around().then(({ DropZone }) => DropZone),
  <span data-coming hidden />,
);

export const LaterNotices = later(around, (file) => file.LaterNotices);

export const LaterRunProgress = later(around, (file) => file.RunProgress);

export const LaterUpdateNotice = later(around, (file) => file.UpdateNotice);

export const LaterPrintSource = later(around, (file) => file.PrintSource);

export const LaterHelpKey = later(around, (file) => file.HelpKey);

export const LaterLookButton = later(around, (file) => file.LookButton);

export const LaterStoryBar = later(
  () => import('./slide/story-bar'),
  (file) => file.StoryBar,
);

const dialogs = () => import('./dialogs');

export const LaterLookUp = later(dialogs, (file) => file.LookUp);

export const LaterHeaderDialog = later(dialogs, (file) => file.HeaderDialog);

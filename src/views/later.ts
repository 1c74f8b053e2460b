import { lazy } from 'react';

/**
 * The frame, the question and the answer paint first. The pictures come in files of their own, which start loading
 * with the page, in parallel to the engine whose results they show; dialogs come when they are opened.
 */
const flow = () => import('./flow-panel').then(({ FlowPanel }) => ({ default: FlowPanel }));
const inspected = () =>
  import('./inspector/inspected-view').then(({ InspectedView }) => ({ default: InspectedView }));
const charts = () => import('./charts/charts').then(({ Charts }) => ({ default: Charts }));

/** Resolves when the pictures can be drawn, or cannot be had. */
export async function loadPictures(): Promise<void> {
  await Promise.allSettled([flow(), charts(), inspected()]);
}

export const LaterFlow = lazy(flow);

export const LaterCharts = lazy(charts);

export const LaterInspected = lazy(inspected);

export const LaterShareDialog = lazy(() =>
  import('./header/share-dialog').then(({ ShareDialog }) => ({ default: ShareDialog })),
);

export const LaterEmbedDialog = lazy(() =>
  import('./header/embed-dialog').then(({ EmbedDialog }) => ({ default: EmbedDialog })),
);

export const LaterExportDialog = lazy(() =>
  import('./header/export-dialog').then(({ ExportDialog }) => ({ default: ExportDialog })),
);

export const LaterStoryBar = lazy(() =>
  import('./slide/story-bar').then(({ StoryBar }) => ({ default: StoryBar })),
);

import { lazy } from 'react';
import type { Details } from './answer/details';

/**
 * The frame, the question and the answer paint first. The pictures come in files of their own, which start loading
 * with the page, in parallel to the engine whose results they show; dialogs come when they are opened.
 */
const flow = () => import('./flow-panel').then(({ FlowPanel }) => ({ default: FlowPanel }));
const inspector = () => import('./inspector/inspector').then(({ Inspector }) => ({ default: Inspector }));
const charts = () => import('./charts/charts').then(({ Charts }) => ({ default: Charts }));

const dropZone = () => import('./notices/drop-zone').then(({ DropZone }) => ({ default: DropZone }));

type Loaded = { default: typeof Details };
let loaded: Loaded | null = null;
const details = () =>
  import('./answer/details').then(({ Details }): Loaded => (loaded = { default: Details }));
/** Answers at once when it can: on paper there is no later. */
const detailsNow = () => ({
  then: (take: (part: Loaded) => void, fail: (reason: unknown) => void) =>
    loaded ? take(loaded) : void details().then(take, fail),
});

const folds = () => import('./controls/folded').then(({ Folded }) => ({ default: Folded }));

/** Resolves when the pictures can be drawn, or cannot be had. */
export async function loadPictures(): Promise<void> {
  await Promise.allSettled([flow(), charts(), inspector(), dropZone()]);
  // So that the first fold opens at once.
  void Promise.all([folds(), details()]).catch(() => undefined);
}

export const LaterFlow = lazy(flow);

export const LaterDropZone = lazy(dropZone);

export const LaterCharts = lazy(charts);

export const LaterInspector = lazy(inspector);

/** Longer than any file takes that is to come at all. */
const MOST_PAINTS = 100;

/** Paints until nothing stands in the place of a picture that is still to come, and all have followed the answer. */
export async function paintedWith(nextPaint: () => Promise<void>): Promise<void> {
  for (let paints = 0; paints < MOST_PAINTS; paints++) {
    await nextPaint();
    if (document.querySelector('[data-coming], [data-behind]') === null) return;
  }
}

export const LaterFolded = lazy(folds);

export const LaterNumberCard = lazy(() =>
  import('./answer/number-card').then(({ NumberCard }) => ({ default: NumberCard })),
);

export const LaterOverload = lazy(() =>
  import('./answer/overload').then(({ Overload }) => ({ default: Overload })),
);

export const LaterMend = lazy(() => import('./answer/mend').then(({ Mend }) => ({ default: Mend })));

export const LaterDetails = lazy(detailsNow as typeof details);

export const LaterCatalogue = lazy(() =>
  import('./catalogue/catalogue-dialog').then(({ CatalogueDialog }) => ({ default: CatalogueDialog })),
);

export const LaterValidation = lazy(() =>
  import('./validation/validation-dialog').then(({ ValidationDialog }) => ({ default: ValidationDialog })),
);

export const LaterPlanDialog = lazy(() =>
  import('./plan/plan-dialog').then(({ PlanDialog }) => ({ default: PlanDialog })),
);

export const LaterOpenDialog = lazy(() =>
  import('./own/open-dialog').then(({ OpenDialog }) => ({ default: OpenDialog })),
);

export const LaterChipEditor = lazy(() =>
  import('./own/chip-editor').then(({ ChipEditor }) => ({ default: ChipEditor })),
);

export const LaterUpdateNotice = lazy(() =>
  import('./notices/update-notice').then(({ UpdateNotice }) => ({ default: UpdateNotice })),
);

export const LaterFiles = lazy(() => import('./notices/files').then(({ Files }) => ({ default: Files })));

export const LaterShareDialog = lazy(() =>
  import('./header/share-dialog').then(({ ShareDialog }) => ({ default: ShareDialog })),
);

export const LaterEmbedDialog = lazy(() =>
  import('./header/embed-dialog').then(({ EmbedDialog }) => ({ default: EmbedDialog })),
);

export const LaterExportDialog = lazy(() =>
  import('./header/export-dialog').then(({ ExportDialog }) => ({ default: ExportDialog })),
);

export const LaterWordsDialog = lazy(() =>
  import('./header/words-dialog').then(({ WordsDialog }) => ({ default: WordsDialog })),
);

export const LaterStoryBar = lazy(() =>
  import('./slide/story-bar').then(({ StoryBar }) => ({ default: StoryBar })),
);

export const LaterPrintSource = lazy(() =>
  import('./header/print-source').then(({ PrintSource }) => ({ default: PrintSource })),
);

import { lazy } from 'react';
import { useView } from './use-stores';

/**
 * What opens over the page, each in a file of its own that comes when it is opened. Which files those are, the page need
 * not know before it has painted.
 */

const Catalogue = lazy(() =>
  import('./catalogue/catalogue-dialog').then(({ CatalogueDialog }) => ({ default: CatalogueDialog })),
);

const Validation = lazy(() =>
  import('./validation/validation-dialog').then(({ ValidationDialog }) => ({ default: ValidationDialog })),
);

const Plan = lazy(() => import('./plan/plan-dialog').then(({ PlanDialog }) => ({ default: PlanDialog })));

const Open = lazy(() => import('./own/open-dialog').then(({ OpenDialog }) => ({ default: OpenDialog })));

const ChipEditor = lazy(() =>
  import('./own/chip-editor').then(({ ChipEditor }) => ({ default: ChipEditor })),
);

const Share = lazy(() =>
  import('./header/share-dialog').then(({ ShareDialog }) => ({ default: ShareDialog })),
);

const Embed = lazy(() =>
  import('./header/embed-dialog').then(({ EmbedDialog }) => ({ default: EmbedDialog })),
);

const Export = lazy(() =>
  import('./header/export-dialog').then(({ ExportDialog }) => ({ default: ExportDialog })),
);

const Words = lazy(() =>
  import('./header/words-dialog').then(({ WordsDialog }) => ({ default: WordsDialog })),
);

/** What is looked up while somebody looks into it; any part of the page opens it. */
export function LookUp() {
  const catalogue = useView((state) => state.catalogue);
  const validation = useView((state) => state.validation);
  return (
    <>
      {catalogue && <Catalogue asked={catalogue} />}
      {validation && <Validation asked={validation} />}
    </>
  );
}

/** What the page's head opens. */
export type HeaderPart = 'plan' | 'chip' | 'open' | 'share' | 'embed' | 'export' | 'words';

interface HeaderDialogProps {
  part: HeaderPart;
  /** Whether the link is in the clipboard; null while the browser has not answered. */
  copied: boolean | null;
  onClose: () => void;
}

export function HeaderDialog({ part, copied, onClose }: HeaderDialogProps) {
  switch (part) {
    case 'plan':
      return <Plan onClose={onClose} />;
    case 'chip':
      return <ChipEditor onClose={onClose} />;
    case 'open':
      return <Open onClose={onClose} />;
    case 'share':
      return <Share copied={copied} onClose={onClose} />;
    case 'embed':
      return <Embed onClose={onClose} />;
    case 'export':
      return <Export onClose={onClose} />;
    case 'words':
      return <Words onClose={onClose} />;
  }
}

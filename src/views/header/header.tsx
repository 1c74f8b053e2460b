import { Suspense, useState } from 'react';
import { Wordmark } from '../icons';
import {
  LaterChipEditor,
  LaterEmbedDialog,
  LaterExportDialog,
  LaterOpenDialog,
  LaterPlanDialog,
  LaterShareDialog,
  LaterPrintSource,
  LaterWordsDialog,
} from '../later';
import { StoryLine } from '../slide/story-line';
import { useRun, useStores } from '../use-stores';
import { PresetSelect, usePreset } from './preset-select';
import { ThemeSwitch } from './theme-switch';

type Open = 'nothing' | 'plan' | 'chip' | 'open' | 'share' | 'embed' | 'export' | 'words';

/** Name, presets, and the ways to take a scenario elsewhere. */
export function Header() {
  const stores = useStores();
  const preset = usePreset();
  const hasOutcome = useRun((state) => state.outcome !== null);
  const [open, setOpen] = useState<Open>('nothing');
  /** Null while the browser has not answered. */
  const [copied, setCopied] = useState<boolean | null>(null);

  const share = () => {
    setCopied(null);
    setOpen('share');
    const link = stores.linkOf(stores.scenario.getState().scenario);
    copy(link).then(setCopied, () => setCopied(false));
  };

  return (
    <header className="header">
      <h1>
        <Wordmark />
      </h1>
      <PresetSelect preset={preset} />
      <StoryLine exact={preset !== null} onOpen={setOpen} />
      <Suspense>
        <LaterPrintSource />
      </Suspense>
      <span className="header-asks">
        <button type="button" className="button" onClick={() => setOpen('plan')}>
          Plan
        </button>
        <button
          type="button"
          className="button"
          onClick={() => stores.view.getState().set({ validation: { metric: null } })}
        >
          How right?
        </button>
      </span>
      <span className="header-actions">
        <button type="button" className="button" onClick={() => setOpen('open')}>
          Open
        </button>
        <button type="button" className="button" onClick={share}>
          Share
        </button>
        <button type="button" className="button" onClick={() => setOpen('embed')}>
          Embed
        </button>
        <button type="button" className="button" disabled={!hasOutcome} onClick={() => setOpen('export')}>
          Export
        </button>
        <button
          type="button"
          className="button-plain"
          aria-label="Words and keys"
          title="Words and keys"
          onClick={() => setOpen('words')}
        >
          ?
        </button>
        <ThemeSwitch />
      </span>
      <Suspense>
        {open === 'plan' && <LaterPlanDialog onClose={() => setOpen('nothing')} />}
        {open === 'chip' && (
          <LaterChipEditor
            chip={stores.scenario.getState().scenario.custom.chips[0]?.id ?? null}
            onClose={() => setOpen('nothing')}
          />
        )}
        {open === 'open' && <LaterOpenDialog onClose={() => setOpen('nothing')} />}
        {open === 'share' && <LaterShareDialog copied={copied} onClose={() => setOpen('nothing')} />}
        {open === 'export' && <LaterExportDialog onClose={() => setOpen('nothing')} />}
        {open === 'words' && <LaterWordsDialog onClose={() => setOpen('nothing')} />}
        {open === 'embed' && <LaterEmbedDialog onClose={() => setOpen('nothing')} />}
      </Suspense>
    </header>
  );
}

/** True when the clipboard took it. Missing on insecure pages, refused in some frames. */
async function copy(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return false;
  await navigator.clipboard.writeText(text);
  return true;
}

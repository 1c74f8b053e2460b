import { Suspense, useCallback, useId, useState, type MouseEvent } from 'react';
import type { HeaderPart } from '../dialogs';
import { Wordmark } from '../icons';
import { LaterHeaderDialog, LaterHelpKey, LaterPrintSource } from '../later';
import { StoryLine } from '../slide/story-line';
import { useRun, useStores } from '../use-stores';
import { PresetSelect, usePlace } from './preset-select';
import { ThemeSwitch } from './theme-switch';
import { useHeadHeight } from './use-head-height';

/** Name, presets, and the ways to take a scenario elsewhere. */
export function Header() {
  const stores = useStores();
  const at = usePlace();
  const menu = useId();
  const head = useHeadHeight();
  const hasOutcome = useRun((state) => state.outcome !== null);
  const [open, setOpen] = useState<HeaderPart | null>(null);
  /** Null while the browser has not answered. */
  const [copied, setCopied] = useState<boolean | null>(null);

  const askWords = useCallback(() => setOpen('words'), []);

  const share = () => {
    setCopied(null);
    setOpen('share');
    const link = stores.linkOf(stores.scenario.getState().scenario);
    copy(link).then(setCopied, () => setCopied(false));
  };

  return (
    <header className="header" ref={head}>
      <h1>
        <Wordmark />
      </h1>
      <PresetSelect preset={at?.preset ?? null} />
      <StoryLine at={at} onOpen={setOpen} />
      <Suspense>
        <LaterPrintSource />
        <LaterHelpKey onHelp={askWords} />
      </Suspense>
      <button type="button" className="button-plain header-more" aria-label="Menu" popoverTarget={menu}>
        ≡
      </button>
      {/* On a phone a popover; elsewhere it has no box of its own (layout.css). Closed first, so that a dialog gives the focus back to what is seen. */}
      <div id={menu} className="header-menu" popover="auto" onClick={closeMenu}>
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
            title="Words and keys (?)"
            onClick={askWords}
          >
            ?
          </button>
          <ThemeSwitch />
        </span>
      </div>
      <Suspense>
        {open && <LaterHeaderDialog part={open} copied={copied} onClose={() => setOpen(null)} />}
      </Suspense>
    </header>
  );
}

function closeMenu({ currentTarget: menu }: MouseEvent<HTMLElement>): void {
  if ('popover' in menu && menu.matches(':popover-open')) menu.hidePopover();
}

/** True when the clipboard took it. Missing on insecure pages, refused in some frames. */
async function copy(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return false;
  await navigator.clipboard.writeText(text);
  return true;
}

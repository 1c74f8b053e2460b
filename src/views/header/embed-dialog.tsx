import { useId, useState } from 'react';
import { version } from '../../../package.json';
import { FIELDS } from '../../scenario/fields';
import type { Scenario, ViewId } from '../../scenario/scenario';
import { linkAt } from '../../store/addresses';
import { Segmented } from '../segmented';
import { useScenario, useStores } from '../use-stores';
import { CopyField } from './copy-field';
import { Dialog } from './dialog';
import './dialogs.css';
import { EmbedPreview } from './embed-preview';
import { elementSnippet, frameSnippet } from './embed-snippet';
import { PixelField } from './pixel-field';
import { TraceStays } from './trace-stays';

const PARTS: Record<ViewId, string> = {
  race: 'The race: answer, flow and numbers',
  flow: 'The flow only',
  latency: 'The latency chart',
  energy: 'The energy chart',
  cost: 'The cost chart',
  frontier: 'The frontier',
  timeline: 'The timeline',
  full: 'Everything, with the controls',
};

const VIEWS = Object.keys(PARTS) as ViewId[];

const THEMES: readonly { value: Scenario['theme']; label: string }[] = [
  { value: 'auto', label: 'Reader’s own' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Where a frame's height is not known yet; it scrolls if it needs more. */
const SOME_HEIGHT = 600;

/** Chooses part, size and colours, shows what comes of it, and gives the HTML for it. */
export function EmbedDialog({ onClose }: { onClose: () => void }) {
  const { addresses } = useStores();
  const asked = useScenario((state) => state.scenario);
  const [view, setView] = useState<ViewId>(
    VIEWS.includes(asked.view) && asked.view !== 'full' ? asked.view : 'race',
  );
  const [theme, setTheme] = useState<Scenario['theme']>('auto');
  const [slide, setSlide] = useState<'page' | 'slide'>('page');
  const [width, setWidth] = useState<number | null>(null);
  const [height, setHeight] = useState<number | null>(null);
  const [onClick, setOnClick] = useState(false);
  const [natural, setNatural] = useState<number | null>(null);
  const [pinned, setPinned] = useState<'live' | 'pinned'>('live');
  const id = useId();
  const scenario: Scenario = { ...asked, view, theme, layout: slide, embed: true, req: null };
  const { page, live, pinned: own } = addresses;
  const base = (pinned === 'pinned' ? own : (live ?? page)) ?? page;
  const link = linkAt(base, scenario);
  const usual = slide === 'slide' ? Math.round(((width ?? 680) * 9) / 16) : (natural ?? SOME_HEIGHT);
  return (
    <Dialog title="Put this scenario in a page" wide onClose={onClose}>
      <TraceStays />
      <div className="embed-columns">
        <div className="embed-choices">
          <div className="dialog-field">
            <label htmlFor={id}>Part</label>
            <select id={id} value={view} onChange={(event) => setView(event.target.value as ViewId)}>
              {VIEWS.map((candidate) => (
                <option key={candidate} value={candidate}>
                  {PARTS[candidate]}
                </option>
              ))}
            </select>
          </div>
          <div className="dialog-field">
            <span>{FIELDS.theme.label}</span>
            <Segmented label="Theme of the embed" value={theme} options={THEMES} onChange={setTheme} />
          </div>
          <div className="dialog-field">
            <span>Layout</span>
            <Segmented
              label="Layout of the embed"
              value={slide}
              options={[
                { value: 'page', label: 'In a text' },
                { value: 'slide', label: 'Slide, 16:9' },
              ]}
              onChange={setSlide}
            />
          </div>
          {own !== null && (
            <div className="dialog-field">
              <span>Version</span>
              <Segmented
                label="Version of the embed"
                value={pinned}
                options={[
                  { value: 'live', label: 'Always the newest' },
                  { value: 'pinned', label: `${version} for ever` },
                ]}
                onChange={setPinned}
              />
            </div>
          )}
          <PixelField label="Width" none="as wide as the text" value={width} onChange={setWidth} />
          <PixelField label="Height" none="as high as its content" value={height} onChange={setHeight} />
          <label className="dialog-check">
            <input type="checkbox" checked={onClick} onChange={(event) => setOnClick(event.target.checked)} />{' '}
            Load when clicked (element only)
          </label>
        </div>
        <EmbedPreview
          link={link}
          width={width}
          height={slide === 'slide' ? (height ?? usual) : height}
          onHeight={setNatural}
        />
      </div>
      {base === null ? (
        <p>
          This page is a file on a disk. An embed needs a Tokenyard on the web; open this scenario there and
          take its snippet.
        </p>
      ) : (
        <>
          <CopyField
            label="Element: grows with its content, with one small script"
            text={elementSnippet(link, { scenario, width, height, onClick })}
            button="Copy element"
            rows={3}
          />
          <CopyField
            label="Plain frame: no script"
            text={frameSnippet(link, width, height ?? usual)}
            button="Copy frame"
            rows={3}
          />
        </>
      )}
    </Dialog>
  );
}

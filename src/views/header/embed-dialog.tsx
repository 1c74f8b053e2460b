import { useId, useState } from 'react';
import type { ViewId } from '../../scenario/scenario';
import { useScenario, useStores } from '../use-stores';
import { CopyField } from './copy-field';
import { Dialog } from './dialog';
import { embedSnippet } from './embed-snippet';

/** What can be embedded, and the height at which it needs no scrolling in a column of text. */
const PARTS: readonly { view: ViewId; label: string; height: number }[] = [
  { view: 'race', label: 'The race: answer, flow and numbers', height: 620 },
  { view: 'flow', label: 'The flow only', height: 480 },
  { view: 'latency', label: 'The latency chart', height: 480 },
  { view: 'energy', label: 'The energy chart', height: 520 },
  { view: 'full', label: 'Everything, with the controls', height: 900 },
];

export function EmbedDialog({ onClose }: { onClose: () => void }) {
  const { linkOf } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const [view, setView] = useState<ViewId>('race');
  const part = PARTS.find((candidate) => candidate.view === view) ?? PARTS[0]!;
  const id = useId();
  return (
    <Dialog title="Put this scenario in a page" onClose={onClose}>
      <p>
        <label htmlFor={id}>Part</label>{' '}
        <select id={id} value={view} onChange={(event) => setView(event.target.value as ViewId)}>
          {PARTS.map((candidate) => (
            <option key={candidate.view} value={candidate.view}>
              {candidate.label}
            </option>
          ))}
        </select>
      </p>
      <CopyField
        label="HTML"
        text={embedSnippet(linkOf({ ...scenario, view, embed: true }), part.height)}
        button="Copy HTML"
        rows={6}
      />
    </Dialog>
  );
}

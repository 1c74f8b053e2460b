import { GLOSSARY } from '../glossary';
import { Borders } from './borders';
import { Dialog } from './dialog';
import './dialogs.css';

const KEYS = [
  ['Ctrl or ⌘ + Z', 'Undo the last change of the scenario'],
  ['Ctrl or ⌘ + Shift + Z', 'Redo it'],
  ['Arrow keys, Home, End', 'Move a slider; choose among cards'],
  ['Tab, Enter', 'Reach and open anything; a dotted word explains itself'],
  ['Escape', 'Close what is open'],
  ['?', 'Open these words and keys; in the Timeline, its own keys'],
  ['←, →, Page Up, Page Down', 'On a slide, which Share opens: the step before, the next one'],
  ['+, −, 0', 'In the token flow: nearer, farther, and all of it'],
  ['Arrow keys', 'In the token flow, from near: move over it'],
] as const;

/** The words of the field, the keys of the page, and what borders in the flow say. */
export function WordsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Words and keys" onClose={onClose}>
      <dl className="words">
        {Object.values(GLOSSARY).map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <h3>Keys</h3>
      <dl className="words">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <h3>Borders in the token flow</h3>
      <p className="hint">What a chip or pool waits for now.</p>
      <Borders />
    </Dialog>
  );
}

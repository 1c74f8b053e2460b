import { GLOSSARY } from '../glossary';
import { Dialog } from './dialog';
import './dialogs.css';

const KEYS = [
  ['Ctrl or ⌘ + Z', 'Undo the last change of the scenario'],
  ['Ctrl or ⌘ + Shift + Z', 'Redo it'],
  ['Arrow keys, Home, End', 'Move a slider; choose among cards'],
  ['Tab, Enter', 'Reach and open anything; a dotted word explains itself'],
  ['Escape', 'Close what is open'],
] as const;

/** The words of the field and the keys of the page. */
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
    </Dialog>
  );
}

import { useId, useRef, useState } from 'react';
import { Dialog } from '../header/dialog';
import '../header/dialogs.css';
import { useStores } from '../use-stores';
import { ChipEditor } from './chip-editor';
import './own.css';

/** Everything that can be brought: a file, a pasted text, or a chip that is described here. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  const { imports } = useStores();
  const [text, setText] = useState('');
  const [editing, setEditing] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const id = useId();
  const open = (file: File | undefined) => {
    if (!file) return;
    void imports.getState().openFile(file);
    onClose();
  };
  if (editing) return <ChipEditor chip={null} onClose={onClose} />;
  return (
    <Dialog title="Open" onClose={onClose}>
      <p>
        Files are read inside this page, whatever their name. <strong>Nothing is uploaded.</strong>
      </p>
      <ul>
        <li>Request traces: Azure 2023 CSV, Mooncake JSON lines, or a CSV of arrivals and token counts</li>
        <li>
          A model: its <code>config.json</code> from Hugging Face
        </li>
        <li>A chip, a scenario, or a result saved here, as JSON</li>
        <li>A ledger saved here: it is added up and checked</li>
      </ul>
      <div className="own-actions">
        <button type="button" className="button button-strong" onClick={() => picker.current?.click()}>
          Choose a file
        </button>
        <button type="button" className="button" onClick={() => setEditing(true)}>
          Describe a chip
        </button>
      </div>
      <input
        ref={picker}
        type="file"
        accept=".csv,.jsonl,.json,.txt"
        aria-label="File"
        className="visually-hidden"
        tabIndex={-1}
        onChange={({ target }) => open(target.files?.[0])}
      />
      <p>
        <label htmlFor={id}>
          Or paste a link or the content of a file. A file may also be dropped anywhere.
        </label>
      </p>
      <textarea
        id={id}
        className="own-paste"
        spellCheck={false}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="own-actions">
        <button
          type="button"
          className="button"
          disabled={text.trim() === ''}
          onClick={() => {
            void imports.getState().openText(text);
            onClose();
          }}
        >
          Open the text
        </button>
      </div>
    </Dialog>
  );
}

import { useId, useRef, useState } from 'react';

type Copied = 'no' | 'yes' | 'by-hand';

/**
 * A text to take away, with a button that copies it. Where the browser refuses the clipboard (an insecure or
 * embedded page) the text is selected instead and the message says which keys to press.
 */
export function CopyField(props: { label: string; text: string; button: string; rows?: number }) {
  const { label, text, button, rows = 2 } = props;
  /** What was copied, or could not be: another text was not. */
  const [tried, setTried] = useState<{ text: string; copied: Exclude<Copied, 'no'> } | null>(null);
  const copied: Copied = tried?.text === text ? tried.copied : 'no';
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setTried({ text, copied: 'yes' });
    } catch {
      field.current?.select();
      setTried({ text, copied: 'by-hand' });
    }
  };

  return (
    <div className="copy-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        ref={field}
        readOnly
        rows={rows}
        value={text}
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="copy-row">
        <button type="button" className="button button-strong" onClick={() => void copy()}>
          {button}
        </button>
        <span role="status" className="copy-said">
          {copied === 'yes' && 'Copied.'}
          {copied === 'by-hand' && 'This browser does not let the page copy: press Ctrl+C or ⌘C.'}
        </span>
      </div>
    </div>
  );
}

import { useEffect, useId, useRef, type ReactNode } from 'react';
import { CloseIcon } from '../icons';

/** A native modal: focus is held and given back, Escape and a click beside it close it. */
export function Dialog(props: { title: string; wide?: boolean; onClose: () => void; children: ReactNode }) {
  const { title, wide = false, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  /** Where the pointer went down: text that is selected to beyond the dialog is no click beside it. */
  const pressed = useRef<EventTarget | null>(null);
  const heading = useId();

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser takes the first button there is; a dialog may name something better.
    element?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={heading}
      // Strict mode closes it and opens it again; what the browser tells of that comes later.
      onClose={() => !dialog.current?.open && onClose()}
      onPointerDown={(event) => (pressed.current = event.target)}
      onClick={(event) => {
        const beside = event.target === dialog.current && pressed.current === dialog.current;
        if (beside) dialog.current?.close();
      }}
    >
      <div className="dialog-body">
        <div className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button
            type="button"
            className="button-plain"
            aria-label="Close"
            onClick={() => dialog.current?.close()}
          >
            <CloseIcon />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

import { useEffect } from 'react';
import { RedoIcon, UndoIcon } from '../icons';
import { useScenario, useStores } from '../use-stores';

/** Steps back and forward through what was asked: two buttons, and the keys that people know. */
export function HistoryButtons() {
  const { scenario: store } = useStores();
  const canUndo = useScenario((state) => state.history.past.length > 0);
  const canRedo = useScenario((state) => state.history.future.length > 0);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const redo = (key === 'z' && event.shiftKey) || (key === 'y' && event.ctrlKey);
      if (key !== 'z' && !redo) return;
      // In a text the browser undoes the typing; what stands in a field of the scenario is a step like any other.
      const ownUndo = 'input[type="text"]:not(.typed-input), textarea, dialog';
      if (event.target instanceof Element && event.target.closest(ownUndo)) return;
      event.preventDefault();
      const { undo, redo: again } = store.getState();
      if (redo) again();
      else undo();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [store]);

  return (
    <span className="history">
      {/* Not `disabled`: a button that is pressed until nothing is left must not lose the keyboard's focus. */}
      <button
        type="button"
        className="button-plain"
        aria-label="Undo"
        title="Undo (Ctrl+Z)"
        aria-disabled={!canUndo}
        onClick={() => store.getState().undo()}
      >
        <UndoIcon />
      </button>
      <button
        type="button"
        className="button-plain"
        aria-label="Redo"
        title="Redo (Ctrl+Shift+Z)"
        aria-disabled={!canRedo}
        onClick={() => store.getState().redo()}
      >
        <RedoIcon />
      </button>
    </span>
  );
}

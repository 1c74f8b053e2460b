import type { ReactNode } from 'react';
import { useStores, useView } from './use-stores';

/** A part that folds open. What is open is kept with the view; closed parts are not rendered at all. */
export function Fold(props: { id: string; summary: ReactNode; children: ReactNode }) {
  const { id, summary, children } = props;
  const { view } = useStores();
  const open = useView((state) => state.openPanels.has(id));
  return (
    <details className="fold" id={id} open={open}>
      <summary
        onClick={(event) => {
          // The store decides; the browser's own toggling would run ahead of it.
          event.preventDefault();
          view.getState().togglePanel(id);
        }}
      >
        {summary}
      </summary>
      {open && <div className="fold-body">{children}</div>}
    </details>
  );
}

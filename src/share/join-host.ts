import type { StoreApi } from 'zustand/vanilla';
import type { InspectionState } from '../store/inspection-state';
import { startEmbedMessages, type EmbedParts } from './embed-messages';
import { reportHeight } from './report-height';

interface Parts extends EmbedParts {
  clock: EmbedParts['clock'] & { now: () => number };
  inspectionStore: Pick<StoreApi<InspectionState>, 'getState' | 'subscribe'>;
  /** What the frame has to be as high as. */
  content: Element;
}

/** Loaded only inside another page: speaks with it until this one ends. */
export function joinHost({ inspectionStore, content, ...parts }: Parts): void {
  const { clock } = parts;
  const host = startEmbedMessages(parts);
  reportHeight(content, (pixels) => host.height(pixels));
  const tell = ({ selected, token }: InspectionState) => {
    if (selected !== null) host.select({ ...selected, token, time: clock.now() });
  };
  inspectionStore.subscribe((state, before) => {
    if (state.selected !== before.selected || state.token !== before.token) tell(state);
  });
  tell(inspectionStore.getState());
}

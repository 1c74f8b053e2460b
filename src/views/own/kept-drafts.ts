import type { OwnChip } from '../../data/own-chip';
import { draftOf, newDraft, type Draft } from './draft';

/** What was typed and not put to use, by the chip that it would change, as that was; '' is a new one. Lost with the page. */
const kept = new WeakMap<object, Map<string, Draft>>();

export interface Drafts {
  /** What stands in the fields when they open; `left`: it is what was typed before. */
  open: (chip: OwnChip | null, own: readonly OwnChip[]) => { draft: Draft; left: boolean };
  /** Keeps what was typed; what is as it was before is nothing to keep. */
  keep: (chip: OwnChip | null, own: readonly OwnChip[], draft: Draft) => void;
  forget: (chip: OwnChip | null) => void;
}

/** The drafts of one page, which is told by its store. */
export function draftsOf(page: object): Drafts {
  const drafts = kept.get(page) ?? new Map<string, Draft>();
  kept.set(page, drafts);
  const keyOf = (chip: OwnChip | null) => (chip ? textOf(draftOf(chip)) : '');
  const fresh = (chip: OwnChip | null, own: readonly OwnChip[]) => (chip ? draftOf(chip) : newDraft(own));
  return {
    open(chip, own) {
      const draft = drafts.get(keyOf(chip));
      return draft ? { draft, left: true } : { draft: fresh(chip, own), left: false };
    },
    keep(chip, own, draft) {
      if (textOf(draft) === textOf(fresh(chip, own))) drafts.delete(keyOf(chip));
      else drafts.set(keyOf(chip), draft);
    },
    forget: (chip) => void drafts.delete(keyOf(chip)),
  };
}

/** The same for the same contents: an emptied field is as one that nothing was typed in. */
function textOf({ name, id, like, texts }: Draft): string {
  const typed = Object.entries(texts).filter(([, text]) => text !== '');
  return JSON.stringify([name, id, like, typed.sort(([p], [q]) => (p < q ? -1 : 1))]);
}

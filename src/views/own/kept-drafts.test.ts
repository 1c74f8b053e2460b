import { expect, test } from 'vitest';
import type { OwnChip } from '../../data/own-chip';
import { draftOf, NEW_DRAFT, newDraft } from './draft';
import { draftsOf } from './kept-drafts';

const CHIP: OwnChip = { id: 'one', name: 'One', like: 'h100-sxm', figures: { 'memory.bytes': 80e9 } };

test('what was typed is there when the fields open again, until it is put to use or forgotten', () => {
  const page = {};
  const typed = { ...draftOf(CHIP), texts: { 'memory.bytes': 'ninety' } };
  draftsOf(page).keep(CHIP, [CHIP], typed);
  expect(draftsOf(page).open(CHIP, [CHIP])).toEqual({ draft: typed, left: true });
  expect(draftsOf(page).open(null, [CHIP])).toEqual({ draft: NEW_DRAFT, left: false });
  // Another page, and another chip by that id, have nothing of it.
  expect(draftsOf({}).open(CHIP, [CHIP]).left).toBe(false);
  expect(draftsOf(page).open({ ...CHIP, figures: {} }, []).left).toBe(false);
  draftsOf(page).forget(CHIP);
  expect(draftsOf(page).open(CHIP, [CHIP])).toEqual({ draft: draftOf(CHIP), left: false });
});

test('what is typed back to what it was leaves nothing', () => {
  const drafts = draftsOf({});
  drafts.keep(null, [], { ...NEW_DRAFT, texts: { tdpWatts: '5' } });
  expect(drafts.open(null, []).left).toBe(true);
  drafts.keep(null, [], { ...NEW_DRAFT, texts: { tdpWatts: '' } });
  expect(drafts.open(null, []).left).toBe(false);
});

test('a new chip begins with a name that is free', () => {
  const own = ['my-chip', 'my-chip-2'].map((id) => ({ ...CHIP, id }));
  expect(newDraft([CHIP])).toEqual(NEW_DRAFT);
  expect(newDraft(own)).toEqual({ ...NEW_DRAFT, name: 'My chip 3', id: 'my-chip-3' });
});

import { chipById } from '../../data/catalog';
import { LONGEST_NAME, readOwnChip, type ChipFigure, type OwnChip } from '../../data/own-chip';
import { count } from '../../units/format';
import { FIGURE_WORDS, figureText, parseFigure } from './figure-words';

/** A chip as it stands in the fields: texts, which may not be figures yet. */
export interface Draft {
  name: string;
  /** What links call it: follows the name until the chip is in use. */
  id: string;
  like: string;
  texts: Partial<Record<ChipFigure, string>>;
}

export const NEW_DRAFT: Draft = { name: 'My chip', id: 'my-chip', like: 'h100-sxm', texts: {} };

/** A new chip, by a name that none of the scenario's own has. */
export function newDraft(own: readonly OwnChip[]): Draft {
  let draft = NEW_DRAFT;
  for (let i = 2; own.some(({ id }) => id === draft.id); i++) {
    const name = `${NEW_DRAFT.name} ${String(i)}`;
    draft = { ...NEW_DRAFT, name, id: slug(name) };
  }
  return draft;
}

export function draftOf({ name, id, like, figures }: OwnChip): Draft {
  const texts = Object.entries(figures).map(([figure, value]) => [
    figure,
    figureText(figure as ChipFigure, value),
  ]);
  return { name, id, like, texts: Object.fromEntries(texts) as Draft['texts'] };
}

export const slug = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|-+$/g, '')
    .slice(0, 40);

export interface DraftProblems {
  name: string | null;
  figures: Partial<Record<ChipFigure, string>>;
}

/** What is wrong with each field, as a sentence that stands beside it. `others`: the chips that it must not be called like. */
export function problemsOf(
  { name, id, texts }: Draft,
  figures: readonly ChipFigure[],
  others: readonly OwnChip[] = [],
): DraftProblems {
  const problems: DraftProblems = { name: nameProblem(name, id, others), figures: {} };
  for (const figure of figures) {
    const text = texts[figure] ?? '';
    const parsed = text.trim() === '' ? null : parseFigure(figure, text);
    if (parsed?.ok === false)
      problems.figures[figure] = `${FIGURE_WORDS[figure].label} “${text}” ${parsed.why}.`;
  }
  return problems;
}

function nameProblem(name: string, id: string, others: readonly OwnChip[]): string | null {
  if (name.trim() === '') return `A name takes 1 to ${String(LONGEST_NAME)} letters.`;
  if (name.length > LONGEST_NAME)
    return `A name takes 1 to ${String(LONGEST_NAME)} letters; this has ${count(name.length)}.`;
  if (id === '') return `A name takes at least one letter from a to z or a digit, by which links call it.`;
  const taken = chipById(id);
  if (taken) return `In a link this name is that of ${taken.name} of the catalogue; choose another.`;
  const own = others.find((other) => other.id === id);
  return own ? `In a link this name is that of your ${own.name}; choose another, or change that chip.` : null;
}

/** The fields that are wrong, by their labels; empty when the draft is a chip. */
export function wrongFields({ name, figures }: DraftProblems): string[] {
  const wrong = Object.keys(figures) as ChipFigure[];
  return [...(name === null ? [] : ['Name']), ...wrong.map((figure) => FIGURE_WORDS[figure].label)];
}

/** The chip that fields without a problem describe. */
export function readDraft(
  { id, name, like, texts }: Draft,
  figures: readonly ChipFigure[],
): ReturnType<typeof readOwnChip> {
  const json: Record<string, unknown> = { id, name, like };
  for (const figure of figures) {
    const text = texts[figure] ?? '';
    const parsed = text.trim() === '' ? null : parseFigure(figure, text);
    if (parsed?.ok) json[figure] = parsed.value;
  }
  return readOwnChip(json);
}

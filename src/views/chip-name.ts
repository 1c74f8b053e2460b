import { chipById } from '../data/catalog';
import { NOTHING_OWN, type Custom } from '../scenario/custom';

export function chipName(id: string, own: Custom = NOTHING_OWN): string {
  return own.chips.find((chip) => chip.id === id)?.name ?? chipById(id)?.name ?? id;
}

/** A chip's name, shorter and shorter: Groq LPU v1 (GroqChip 1), Groq LPU v1, Groq LPU, Groq; H100 SXM, H100. */
export function namesOf(chipName: string): string[] {
  const plain = plainName(chipName);
  const words = plain.split(' ');
  const shorter = [words.slice(0, 2).join(' '), words[0]!].map((name) => name.replace(/[,;:]+$/, ''));
  return [...new Set([chipName, plain, ...shorter])];
}

/** H100, Rubin R200: as short as it can be and still be told from others of its maker. */
export function shortName(chipName: string): string {
  return namesOf(chipName).findLast((name) => /\d/.test(name)) ?? plainName(chipName);
}

/** Without what it is also called. */
export function plainName(chipName: string): string {
  return chipName.replace(/[ ,;:]*[(/].*$/, '');
}

import { chipById } from '../data/catalog';
import { NOTHING_OWN, type Custom } from '../scenario/custom';

export function chipName(id: string, own: Custom = NOTHING_OWN): string {
  return own.chips.find((chip) => chip.id === id)?.name ?? chipById(id)?.name ?? id;
}

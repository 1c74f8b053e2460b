/** Reasons come from many places, with or without a full stop; on the page each is a sentence. */
export function fullStop(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

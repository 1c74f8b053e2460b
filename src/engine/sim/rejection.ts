/** Why a request was turned away, as `RequestState.rejection` numbers them; 0 is not at all. */
export const NO_POOL = 1;
export const TOO_LONG = 2;
export const WOULD_MISS = 3;

/** For decisions and the ledger, by number. */
export const REJECTIONS = [
  '',
  'no pool serves its model',
  'longer than the KV memory of any instance that serves its model',
  'predicted to miss its SLO',
] as const;

/** Sentences for a report: how many requests were turned away, and why. */
export function rejectionNotes(rejection: Uint8Array): string[] {
  const counts = [0, 0, 0, 0];
  for (const reason of rejection) counts[reason]!++;
  const says = [
    '',
    'ask for a model that no pool serves and were rejected.',
    'are longer than the KV memory of any instance and were rejected.',
    'were predicted to miss their SLO and were turned away on arrival.',
  ];
  return [NO_POOL, TOO_LONG, WOULD_MISS]
    .filter((reason) => counts[reason]! > 0)
    .map((reason) => `${String(counts[reason])} requests ${says[reason]!}`);
}

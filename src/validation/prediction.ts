/** What a predictor answers: a number in the row's unit, or why there is none. */
export type Prediction = { ok: true; value: number } | { ok: false; reason: string };

export const unsupported = (reason: string): Prediction => ({ ok: false, reason });

/** Numbers that are no numbers mean that something did not fit. */
export function predicted(value: number): Prediction {
  return Number.isFinite(value) && value > 0 ? { ok: true, value } : unsupported('no finite prediction');
}

/** A batch or a number of users, when the file states one. */
export function countOf(text: string): number | null {
  const value = Number(text);
  return text !== '' && Number.isInteger(value) && value > 0 ? value : null;
}

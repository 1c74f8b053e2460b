import { expect } from 'vitest';
import type { SideReport } from '../result';
import type { Card, CardId } from './cards';
import { evaluate } from './expression';
import type { Quantity } from './quantity';

/** The numbers that the page shows and a card stands behind. */
export const SHOWN: Record<CardId, (report: SideReport) => number | null> = {
  ttft: (r) => r.ttft_s?.mean ?? null,
  tpot: (r) => r.tpot_s?.mean ?? null,
  speed: (r) => r.tokens_per_s_per_user,
  energy: (r) => r.joules_per_output_token,
  cost: (r) => r.usd_per_million_output_tokens,
  chips: (r) => r.chips,
};

/** To four digits. */
const FOUR_DIGITS = 5e-5;

/** Every formula of a quantity and of what it stands on, evaluated from the text a reader sees; how many numbers. */
export function checkFormulas(quantity: Quantity): number {
  expect(Number.isFinite(quantity.value), quantity.label).toBe(true);
  const { from } = quantity;
  if (!('formula' in from)) {
    expect(quantity.value, quantity.label).toBeGreaterThanOrEqual(0);
    return 1;
  }
  const read = evaluate(from.plugged, (name) => {
    throw new Error(`${name} was left in "${from.plugged}"`);
  });
  const off = Math.abs(read - quantity.value);
  expect(off, `${quantity.label}: ${from.plugged}`).toBeLessThanOrEqual(
    FOUR_DIGITS * Math.abs(quantity.value),
  );
  const named = new Map<string, number>();
  for (const { symbol, value } of from.inputs) {
    expect(named.get(symbol) ?? value, `${symbol} in "${from.formula}"`).toBe(value);
    named.set(symbol, value);
  }
  return from.inputs.reduce((sum, input) => sum + checkFormulas(input), 1);
}

/** A card for every number of a report, and no other, that gives the number; `which` is of its kind of report. */
export function checkCards(cards: readonly Card[], report: SideReport, which: 'run' | 'closedForm'): void {
  for (const card of cards) {
    const shown = SHOWN[card.id](report);
    const own = card[which];
    expect(own === null, `${card.id} of ${String(shown)}`).toBe(shown === null);
    if (own !== null && shown !== null) {
      const off = Math.abs(own.value - shown);
      expect(off, `${card.id} of ${String(shown)}`).toBeLessThanOrEqual(FOUR_DIGITS * Math.abs(shown));
    }
    if (card.run !== null) checkFormulas(card.run);
    if (card.closedForm !== null) checkFormulas(card.closedForm);
  }
}

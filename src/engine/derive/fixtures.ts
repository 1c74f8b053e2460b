import type { SideReport } from '../result';
import type { Card, CardId } from './cards';
import { evaluate } from './expression';
import type { Quantity } from './quantity';

/** The numbers that the page shows and a card stands behind. */
export const SHOWN: Record<CardId, (report: SideReport) => number | null> = {
  ttft: (r) => r.ttft_s?.mean ?? null,
  tpot: (r) => r.tpot_s?.mean ?? null,
  speed: (r) => r.tokens_per_s_per_user,
  e2e: (r) => r.e2e_s?.mean ?? null,
  energy: (r) => r.joules_per_output_token,
  cost: (r) => r.usd_per_million_output_tokens,
  chips: (r) => r.chips,
};

/** To four digits. */
const FOUR_DIGITS = 5e-5;

const apart = (a: number, b: number): boolean => !(Math.abs(a - b) <= FOUR_DIGITS * Math.abs(b));

/** What a formula with its values comes to, as a reader would compute it; NaN where a name was left in it. */
function read(plugged: string): number {
  return evaluate(plugged, () => NaN);
}

/** Formulas of a quantity, and of what it stands on, that do not give the number they stand behind. */
export function wrongFormulas(quantity: Quantity): string[] {
  const { label, value, from } = quantity;
  if (!Number.isFinite(value)) return [`${label} is ${String(value)}`];
  if (!('formula' in from)) return value < 0 ? [`${label} is ${String(value)}`] : [];
  const wrong = apart(read(from.plugged), value) ? [`${label} is ${String(value)}, not ${from.plugged}`] : [];
  const named = new Map<string, number>();
  for (const { symbol, value: one } of from.inputs) {
    if ((named.get(symbol) ?? one) !== one)
      wrong.push(`${symbol} stands for two numbers in "${from.formula}"`);
    named.set(symbol, one);
  }
  return [...wrong, ...from.inputs.flatMap(wrongFormulas)];
}

/** How many numbers stand behind one. */
export const countNumbers = ({ from }: Quantity): number =>
  'formula' in from ? from.inputs.reduce((sum, input) => sum + countNumbers(input), 1) : 1;

/** Numbers of a report without a card of its kind, cards without a number, and what is wrong in those there are. */
export function wrongCards(
  cards: readonly Card[],
  report: SideReport,
  which: 'run' | 'closedForm',
): string[] {
  return cards.flatMap((card) => {
    const shown = SHOWN[card.id](report);
    const own = card[which];
    const wrong = [card.run, card.closedForm].flatMap((one) => (one === null ? [] : wrongFormulas(one)));
    if ((own === null) !== (shown === null) || (own !== null && shown !== null && apart(own.value, shown)))
      wrong.push(`${card.id} is ${String(shown)}, its card ${String(own?.value)}`);
    return wrong;
  });
}

import type { SideReport } from '../../engine/result';
import type { ShownReports } from '../answer/shown-reports';

/** Why a side is not in a picture, in words that go on after its letter, or after both. */
export interface Why {
  /** "A …" */
  one: string;
  /** "neither A nor B …" */
  neither: string;
}

export const UNABLE: Why = { one: 'cannot run this scenario', neither: 'can run this scenario' };
export const MANY_WAYS: Why = {
  one: 'does not send all requests through the same pools',
  neither: 'sends all requests through the same pools',
};
export const NO_POWER: Why = {
  one: 'has a chip whose power is not known',
  neither: 'has the power of all its chips known',
};
export const NO_PRICE: Why = {
  one: 'has a chip whose price is not known',
  neither: 'has the prices of all its chips known',
};

/** Prices are the reader's own where they are nothing. */
export const FREE: Why = {
  one: 'costs nothing at the prices that are set',
  neither: 'costs anything at the prices that are set',
};

/** Sides of which there is something to say. */
export function missingOf(
  { a, b }: Pick<ShownReports, 'a' | 'b'>,
  whyOf: (report: SideReport) => Why | null,
): { side: 'A' | 'B'; why: Why }[] {
  return (
    [
      ['A', a],
      ['B', b],
    ] as const
  ).flatMap(([side, report]) => {
    const why = report ? whyOf(report) : null;
    return why ? [{ side, why }] : [];
  });
}

/** "No bars: A cannot run this scenario." Of both sides in one sentence. */
export function missingSentence(what: string, missing: readonly { side: 'A' | 'B'; why: Why }[]): string {
  const [a, b] = missing;
  const together = a && b && a.why === b.why;
  const reasons = together
    ? `neither A nor B ${a.why.neither}`
    : missing.map(({ side, why }) => `${side} ${why.one}`).join(', ');
  return `${what}: ${reasons}.`;
}

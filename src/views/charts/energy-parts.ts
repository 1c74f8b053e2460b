import type { SideReport } from '../../engine/result';
import { AROUND_CHIPS } from '../answer/part-names';

/** Joules per token by where they went, from the silicon outward. */
export interface EnergyPart {
  key: string;
  joules: number;
  /** Joules of the parts below it in the stack. */
  below: number;
  /** False for what surrounds the chips: nodes and cooling. */
  onChips: boolean;
}

export interface EnergyStack {
  side: 'A' | 'B';
  parts: EnergyPart[];
  /** Chips and links: the number of the Answer. */
  chips: number;
  /** With nodes and cooling. */
  facility: number;
}

const AROUND = [...AROUND_CHIPS];
const ORDER = [
  'flop',
  'sram',
  'hbm',
  'gddr',
  'lpddr',
  'dram',
  'cxl',
  'flash',
  'network',
  'chip',
  'idle',
  'link',
];

/** Place in the stack; a part nobody expected goes between the chips' own and what surrounds them. */
function rank(key: string): number {
  if (AROUND.includes(key)) return ORDER.length + 1 + AROUND.indexOf(key);
  return ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length;
}

/** Null when power is unknown. `perToken` picks output tokens or all tokens as the divisor. */
export function energyStack(
  side: 'A' | 'B',
  report: SideReport | null | undefined,
  perToken: (report: SideReport) => number | null,
): EnergyStack | null {
  const each = report ? perToken(report) : null;
  if (!report || each === null) return null;
  const { energy_parts_j: joules, energy_j: energy } = report.steady ?? report;
  if (!joules || !energy) return null;
  const tokens = energy / each;
  if (!(tokens > 0) || !Number.isFinite(tokens)) return null;
  const parts = Object.entries(joules)
    .filter(([, spent]) => spent > 0)
    .sort(([p], [q]) => rank(p) - rank(q) || (p < q ? -1 : 1))
    .map(([key, spent]) => ({ key, joules: spent / tokens, below: 0, onChips: !AROUND.includes(key) }));
  let [chips, facility] = [0, 0];
  for (const part of parts) {
    part.below = facility;
    facility += part.joules;
    if (part.onChips) chips += part.joules;
  }
  return { side, parts, chips, facility };
}

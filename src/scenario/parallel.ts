import type { ArchitectureId } from '../engine/input';
import { USUAL_PARALLEL } from './defaults';
import { numberParser, type Field, type Range } from './field';
import { parseDecimal } from './quantity';
import type { ParallelChoice, SideScenario } from './scenario';

/** How pools of GPUs share a model beyond tensor parallelism: stages of layers, and ranks that share the experts. */

type SideId = 'a' | 'b';
type ParallelKey = keyof ParallelChoice;

export const PARALLEL_KEYS = ['pp', 'ep', 'overlap'] as const satisfies readonly ParallelKey[];

const applies = (architecture: ArchitectureId | undefined): boolean =>
  architecture !== 'sram' && architecture !== 'edge';

/** What has no effect goes back to what is usual. */
export function withoutIdleParallel({ parallel, architecture }: SideScenario): ParallelChoice {
  if (!applies(architecture)) return USUAL_PARALLEL;
  return parallel.ep > 1 ? parallel : { ...parallel, overlap: USUAL_PARALLEL.overlap };
}

/** Why a key of a link changes nothing, or null when it does. */
export function idleParallel(
  key: ParallelKey,
  architecture: ArchitectureId | undefined,
  ep: number | undefined,
): string | null {
  if (!applies(architecture)) return 'it needs an architecture with a pool of GPUs';
  return key === 'overlap' && (ep ?? 1) === 1 ? 'it needs ep, ranks that share the experts' : null;
}

const STAGES: Range = { min: 1, max: 64, whole: true, log: true };
const RANKS: Range = { min: 1, max: 1024, whole: true, log: true };
const OVERLAP: Range = { min: 0, max: 1, log: false };

const ROWS: Record<ParallelKey, { label: string; unit: string; range: Range; offered?: string[] }> = {
  pp: { label: 'Pipeline stages', unit: '', range: STAGES, offered: ['1', '2', '4', '8'] },
  ep: { label: 'Expert ranks', unit: '', range: RANKS, offered: ['1', '4', '8', '16', '32', '64'] },
  overlap: { label: 'Overlap of exchange', unit: '', range: OVERLAP },
};

/** The rows of one side. */
export function parallelFields(side: SideId): Record<ParallelKey, Field<number>> {
  const row = (key: ParallelKey): Field<number> => {
    const { range, unit, ...shown } = ROWS[key];
    return {
      ...shown,
      key: `${side}.${key}`,
      unit,
      json: 'number',
      range,
      slider: key === 'overlap' ? OVERLAP : null,
      parse: numberParser(range, unit, parseDecimal),
      print: String,
      get(scenario) {
        const at = scenario[side];
        if (at === null || !applies(at.architecture)) return undefined;
        return key === 'overlap' && at.parallel.ep === 1 ? undefined : at.parallel[key];
      },
      default: () => USUAL_PARALLEL[key],
      write(draft, value, base) {
        const before = draft[side].parallel ?? base[side]?.parallel ?? USUAL_PARALLEL;
        draft[side].parallel = { ...before, [key]: value ?? USUAL_PARALLEL[key] };
      },
    };
  };
  return { pp: row('pp'), ep: row('ep'), overlap: row('overlap') };
}

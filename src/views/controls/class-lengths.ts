import { resolve } from '../../scenario/resolve';
import type { Scenario } from '../../scenario/scenario';
import { usualLengths } from '../../scenario/usual-lengths';

/** Mean tokens of a class. */
export interface ClassLengths {
  promptTokens: number;
  outputTokens: number;
}

/** Those of a class as it is simulated, which context and ratio stretch; null while nothing can be simulated. */
export function classLengths(scenario: Scenario, id: string): ClassLengths | null {
  const { a, b } = resolve(scenario);
  const ready = a.kind === 'ready' ? a : b;
  if (ready?.kind !== 'ready' || ready.input.workload.kind !== 'synthetic') return null;
  const found = ready.input.workload.classes?.find((of) => of.id === id);
  return found
    ? { promptTokens: Math.round(found.promptTokensMean), outputTokens: Math.round(found.outputTokensMean) }
    : null;
}

/** Whether context and ratio are those of a scenario's own classes, and nobody's choice. */
export function ofMixture(scenario: Scenario): boolean {
  const { ctx, io } = usualLengths(scenario);
  return scenario.classes !== null && scenario.ctx === ctx && scenario.io === io;
}

/** What became of context and ratio where there are classes; `replaced`: this mixture has just set them. */
export function mixtureWords(scenario: Scenario, replaced: boolean): string | null {
  if (scenario.classes === null) return null;
  if (!ofMixture(scenario)) return 'Context and ratio stretch all classes alike.';
  return `Context and ratio are those of the mixture now${replaced ? '; Undo brings yours back' : ''}.`;
}

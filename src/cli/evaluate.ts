import { estimateReport } from '../engine/estimate-report';
import { answer, type Answer } from './answer';
import { evaluateArgs } from './args';
import { loadScenario } from './load-scenario';

/** `evaluate <scenario>`: the closed form of both sides. */
export function evaluate(args: string[]): Answer {
  const scenario = loadScenario(evaluateArgs(args).scenario);
  return answer(scenario, null, 'closed_form', estimateReport);
}

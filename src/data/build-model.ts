import type { ModelFacts, ModelRecord } from './model-record';
import { assumed, sourced, unknown } from './sourced';

const READ = { class: 'sourced', note: 'The configuration file was read.' } as const;
const RECALLED = {
  class: 'assumed',
  note: 'Recalled from the published configuration and checked by the parameter count, not read again.',
} as const;

export function buildModel(facts: ModelFacts): ModelRecord {
  const { parameters: _, parametersText, activeText, configRead, ...same } = facts;
  return {
    ...same,
    published: {
      parameters: parameterCount(facts),
      parametersText,
      activeText,
    },
    provenance: configRead ? READ : RECALLED,
  };
}

/**
 * Counts were recalled from model cards when the catalogue was made. A test counts each again from its shape: where that
 * is of a file that was read, the file says the count too.
 */
function parameterCount({
  parameters,
  configRead,
  sources,
}: ModelFacts): ModelRecord['published']['parameters'] {
  if (parameters === null) return unknown('No exact count is on record.', sources);
  if (configRead) return sourced(parameters, sources, 'Counted from the configuration file, which was read.');
  return assumed(parameters, 'Recalled from the model card, not read again.', ['bg']);
}

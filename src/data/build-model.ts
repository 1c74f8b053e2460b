import type { ModelFacts, ModelRecord } from './model-record';
import { assumed, unknown } from './sourced';

const READ = { class: 'sourced', note: 'The configuration file was read.' } as const;
const RECALLED = {
  class: 'assumed',
  note: 'Recalled from the published configuration and checked by the parameter count, not read again.',
} as const;

export function buildModel(facts: ModelFacts): ModelRecord {
  const { parameters, parametersText, activeText, configRead, ...same } = facts;
  return {
    ...same,
    published: {
      // All counts were recalled from model cards when the catalogue was made.
      parameters:
        parameters === null
          ? unknown('No exact count is on record.', facts.sources)
          : assumed(parameters, 'Recalled from the model card, not read again.', ['bg']),
      parametersText,
      activeText,
    },
    provenance: configRead ? READ : RECALLED,
  };
}

import type { Tokens } from '../../units/units';

/** Pools a rule may send to. `largest-batch`: of the GPU pools, the one whose memory holds the most tokens. */
export type RuleTarget = 'edge' | 'sram' | 'gpu' | 'largest-batch';

/** One rule of class routing: requests for which everything stated holds go to the target, if there is one. */
export interface ClassRule {
  kind?: 'interactive' | 'batch';
  /** Id of a class. */
  class?: string;
  promptAtMost?: Tokens;
  promptAtLeast?: Tokens;
  /** Of the class's mean answer: a request's own is not known. */
  outputAtMost?: Tokens;
  /** Prompt and mean answer together. */
  contextAtMost?: Tokens;
  contextAtLeast?: Tokens;
  /** Parameters of the model that answers. */
  parametersAtMost?: number;
  /** The target has a free place and KV room for prompt and mean answer now. */
  room?: boolean;
  /** A kind of pool, or the number of one pool of the cluster. */
  to: RuleTarget | number;
}

/** Beyond this a context is long; models published as "8B" have up to this many parameters (model.md §5.1). */
const LONG_CONTEXT: Tokens = 65_536;
const SMALL_MODEL = 8.5e9;

/**
 * model.md §5.1 in this order, the edge first: a device at the user's side answers whom it has a place for, everybody
 * else goes to the datacentre.
 */
export const DEFAULT_CLASS_RULES: readonly ClassRule[] = [
  { kind: 'batch', to: 'largest-batch' },
  { kind: 'interactive', room: true, to: 'edge' },
  { kind: 'interactive', room: true, to: 'sram' },
  { contextAtLeast: LONG_CONTEXT, to: 'gpu' },
  { kind: 'interactive', parametersAtMost: SMALL_MODEL, to: 'sram' },
];

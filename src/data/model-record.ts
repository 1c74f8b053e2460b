import type { ModelShape, WeightFormat } from '../engine/input';
import type { Tokens } from '../units/units';
import type { FactClass, Sourced } from './sourced';

export interface ModelRecord {
  id: string;
  name: string;
  org: string;
  /** Year and month. */
  released: string;
  type: 'dense' | 'moe';
  maxContext: Tokens;
  /** Format the weights were published in. */
  nativeFormat: WeightFormat;
  /** Taken as a whole from one configuration: `provenance` is the class of each of its numbers. */
  shape: ModelShape;
  published: {
    /** Exact count of the checkpoint, to check the shape against. */
    parameters: Sourced<number>;
    /** As the authors print it, where no exact count is on record. */
    parametersText: string | null;
    activeText: string | null;
  };
  sources: string[];
  provenance: { class: FactClass; note: string };
  /** Only there to compare with measurements; not offered as a choice. */
  validationOnly: boolean;
}

/** A model in the generated `models.json`. */
export interface ModelFacts {
  id: string;
  name: string;
  org: string;
  released: string;
  type: 'dense' | 'moe';
  maxContext: Tokens;
  nativeFormat: WeightFormat;
  shape: ModelShape;
  parameters: number | null;
  parametersText: string | null;
  activeText: string | null;
  sources: string[];
  /** False: recalled from the published configuration and checked by the parameter count only. */
  configRead: boolean;
  validationOnly: boolean;
}

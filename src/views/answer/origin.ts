import { chipById } from '../../data/catalog';
import type { ChipRecord } from '../../data/chip-record';
import type { FactClass, Sourced } from '../../data/sourced';
import type { Quantity } from '../../engine/derive/quantity';

/** Where a number that no formula gives comes from, for a card. */
export interface ShownOrigin {
  /** One or two words. */
  text: string;
  /** Of a figure of the catalogue. */
  class: FactClass | null;
  /** Keys of the source table. */
  source: readonly string[];
  note: string;
}

const plain = (text: string): ShownOrigin => ({ text, class: null, source: [], note: '' });

export function originOf({ from }: Quantity): ShownOrigin {
  if ('formula' in from) return plain('a formula');
  switch (from.kind) {
    case 'asked':
      return plain('the scenario');
    case 'run':
      return plain('the run, which counted it');
    case 'model':
      return plain('the shape of the model');
    case 'layout':
      return plain('the layout of the pool');
    case 'queue':
      return plain('a mean of queueing formulas');
    case 'software':
      return plain(`a constant of the software, ${from.profile}`);
    case 'tier':
      return plain(`assumed for ${from.tier}`);
    case 'chip':
      return chipOrigin(from.chip, from.fact);
  }
}

function chipOrigin(id: string, name: string): ShownOrigin {
  const record = chipById(id);
  if (record === undefined) return plain('a figure of your own chip');
  const fact = factOf(record, name);
  if (fact === undefined) return plain(`a figure of ${record.name}`);
  return { text: record.name, class: fact.class, source: fact.source, note: fact.note ?? '' };
}

/** The record of a figure by the name the engine gives it, e.g. `power.idle`. */
function factOf({ engine }: ChipRecord, name: string): Sourced<unknown> | undefined {
  const [group = '', field = ''] = name.split('.');
  const first = (facts: object): Sourced<unknown> | undefined =>
    Object.values(facts)[0] as Sourced<unknown> | undefined;
  switch (group) {
    case 'tdpWatts':
    case 'usdPerHour':
      return engine[group];
    case 'memory':
      return engine.memory.bytesPerSecond;
    case 'peakFlops':
      return engine.peakFlops.bf16 ?? first(engine.peakFlops);
    case 'power':
      return (engine.power as Record<string, Sourced<unknown>>)[field];
    case 'sram':
      return engine.sram === null
        ? undefined
        : ((engine.sram as Record<string, Sourced<unknown>>)[field] ?? engine.sram.layerBaseSeconds);
    case 'gemm':
      return engine.gpu === null ? undefined : first(engine.gpu.gemm);
    default:
      return engine.gpu === null
        ? undefined
        : (engine.gpu as unknown as Record<string, Sourced<unknown>>)[group];
  }
}

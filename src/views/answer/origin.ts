import { chipById, modelById } from '../../data/catalog';
import type { ChipRecord } from '../../data/chip-record';
import { laterResidual } from '../../data/later-residual';
import type { FactClass, Sourced } from '../../data/sourced';
import { SOFTWARE_PROFILES, type SoftwareId } from '../../data/software-profiles';
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

const of = (text: string, fact: Sourced<unknown>): ShownOrigin => ({
  text,
  class: fact.class,
  source: fact.source,
  note: fact.note ?? '',
});

const supposed = (text: string, note: string): ShownOrigin => ({ text, class: 'assumed', source: [], note });

export function originOf({ from, value }: Quantity): ShownOrigin {
  if ('formula' in from) return plain('a formula');
  switch (from.kind) {
    case 'asked':
      return plain('the scenario');
    case 'run':
      return plain('the run, which counted it');
    case 'model':
      return modelOrigin(from.model);
    case 'layout':
      return plain('the layout of the pool');
    case 'queue':
      return plain('a mean of queueing formulas');
    case 'software':
      return softwareOrigin(from.profile);
    case 'tier':
      return supposed(
        `a figure for ${from.tier}`,
        'Device and link figures vary by a factor of two and more.',
      );
    case 'chip':
      return chipOrigin(from.chip, from.fact, value);
  }
}

function modelOrigin(id: string): ShownOrigin {
  const record = modelById(id);
  if (record !== undefined) {
    const { name, provenance, sources } = record;
    return { text: `the shape of ${name}`, class: provenance.class, source: sources, note: provenance.note };
  }
  return id === 'generic'
    ? {
        ...plain('the shape of a model of that size'),
        class: 'fitted',
        note: 'Depth and width follow published models.',
      }
    : plain('the shape of your own model');
}

function softwareOrigin(id: string): ShownOrigin {
  const profile = SOFTWARE_PROFILES[id as SoftwareId] as (typeof SOFTWARE_PROFILES)[SoftwareId] | undefined;
  return profile === undefined
    ? supposed('a constant of the software', 'Software of such machines was not measured.')
    : of(`a constant of the software, ${id}`, profile);
}

function chipOrigin(id: string, name: string, value: number): ShownOrigin {
  const record = chipById(id);
  if (record === undefined) return plain('a figure of your own chip');
  const fact = laterResidual(id, value) ?? factOf(record, name);
  if (fact === undefined) return plain(`a figure of ${record.name}`);
  // A price of the reader's stands in for the catalogue's.
  if (name === 'usdPerHour' && fact.value !== value) return plain('the prices of the scenario');
  return of(record.name, fact);
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
      return (
        (engine.peakFlops as Record<string, Sourced<unknown>>)[field] ??
        engine.peakFlops.bf16 ??
        first(engine.peakFlops)
      );
    case 'power':
      return (engine.power as Record<string, Sourced<unknown>>)[field];
    case 'sram':
      return engine.sram === null
        ? undefined
        : ((engine.sram as Record<string, Sourced<unknown>>)[field] ?? engine.sram.layerBaseSeconds);
    case 'gemm':
      return engine.gpu === null
        ? undefined
        : ((engine.gpu.gemm as Record<string, Sourced<unknown>>)[field] ?? first(engine.gpu.gemm));
    default:
      return engine.gpu === null
        ? undefined
        : (engine.gpu as unknown as Record<string, Sourced<unknown>>)[group];
  }
}

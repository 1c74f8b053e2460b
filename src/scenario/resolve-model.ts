import { modelById } from '../data/catalog';
import type { ModelRecord } from '../data/model-record';
import type { ModelInput, WeightFormat } from '../engine/input';
import { contextLimit } from '../engine/model/context-limit';
import { genericDense, genericMoe } from '../engine/model/generic';
import { skewed } from '../engine/model/skewed';
import { count } from '../units/format';
import { caution } from './caution';
import { ownModelOf } from './custom';
import { printQuantity } from './quantity';
import type { Problem, Scenario } from './scenario';

export interface ResolvedModel {
  model: ModelInput;
  weightFormat: WeightFormat;
  problems: Problem[];
}

export function resolveModel(scenario: Scenario): ResolvedModel {
  const { skew } = scenario;
  const found = evenModel(scenario);
  if (skew === null) return found;
  const { shape } = found.model;
  const problems =
    shape.moe === null ? [caution('skew', skew, `changes nothing: ${found.model.name} has no experts`)] : [];
  return {
    ...found,
    model: { ...found.model, shape: skewed(shape, skew) },
    problems: [...found.problems, ...problems],
  };
}

function evenModel(scenario: Scenario): ResolvedModel {
  const { model } = scenario;
  const record = ownModelOf(model, scenario.custom) ?? (model === null ? null : modelById(model));
  if (record) return published(scenario, record);
  const { shape, name, problems } = generic(scenario);
  const maxContext = contextLimit(scenario.ctx, null);
  return {
    model: { id: 'generic', name, shape, maxContext, publishedContext: null },
    weightFormat: scenario.fmt === 'auto' ? 'fp8' : scenario.fmt,
    problems,
  };
}

type Published = Pick<ModelRecord, 'id' | 'name' | 'shape' | 'maxContext' | 'nativeFormat'>;

function published(scenario: Scenario, record: Published): ResolvedModel {
  const { id, name, shape, maxContext } = record;
  const beyond = scenario.ctx > maxContext;
  const limit = contextLimit(scenario.ctx, maxContext);
  const why = `is beyond the ${count(maxContext)} that ${name} was published for; it is computed as if the model took them`;
  return {
    model: { id, name, shape, maxContext: limit, publishedContext: maxContext },
    weightFormat: scenario.fmt === 'auto' ? servedFormat(record.nativeFormat) : scenario.fmt,
    problems: beyond ? [caution('ctx', scenario.ctx, why)] : [],
  };
}

/** A model of the catalogue or of the scenario by its id, in the format it would be served in; null where unknown. */
export function modelInputOf(
  { custom, fmt, skew }: Scenario,
  wanted: string,
): { model: ModelInput; weightFormat: WeightFormat } | null {
  const record = ownModelOf(wanted, custom) ?? modelById(wanted);
  if (!record) return null;
  const { id, name, maxContext, nativeFormat } = record;
  const shape = skew === null ? record.shape : skewed(record.shape, skew);
  const weightFormat = fmt === 'auto' ? servedFormat(nativeFormat) : fmt;
  return { model: { id, name, shape, maxContext }, weightFormat };
}

/** What a service would load: the published weights where they are short already, else their 8-bit quantisation. */
function servedFormat(native: WeightFormat): WeightFormat {
  return native === 'bf16' || native === 'fp16' ? 'fp8' : native;
}

function generic(scenario: Scenario): { shape: ModelInput['shape']; name: string; problems: Problem[] } {
  const { moe } = scenario;
  // `patchScenario` keeps one of model and size set; 70b stands in if a caller went around it.
  const size = scenario.size ?? 7e10;
  const latent = scenario.attn === 'mla';
  const named = `Generic ${printQuantity(size).toUpperCase()}${latent ? ' with MLA' : ''}`;
  const dense = { shape: genericDense(size, latent), name: named };
  if (moe === null) return { ...dense, problems: [] };
  if (moe < size) {
    const name = `${dense.name}, ${printQuantity(moe).toUpperCase()} active`;
    return { shape: genericMoe(size, moe, latent), name, problems: [] };
  }
  const why = `is not smaller than the size of ${printQuantity(size)}; a dense model is computed`;
  return { ...dense, problems: [caution('moe', moe, why)] };
}

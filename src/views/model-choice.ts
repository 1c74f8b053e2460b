import { modelById, MODELS } from '../data/catalog';
import type { ModelRecord } from '../data/model-record';
import { ownModelOf, ownModelSize } from '../scenario/custom';
import { parseQuantity } from '../scenario/quantity';
import type { Scenario } from '../scenario/scenario';
import type { LogScale } from './log-scale';

/**
 * The size slider walks over generic models and catches on those of the catalogue. Models that only serve to
 * compare with old measurements are not offered, but keep working when a link names one.
 */
export interface ModelChoice {
  id: string;
  name: string;
  parameters: number;
  mixture: boolean;
}

export const MODEL_CHOICES: readonly ModelChoice[] = MODELS.filter((model) => !model.validationOnly).map(
  (model) => ({
    id: model.id,
    name: model.name,
    parameters: publishedSize(model),
    mixture: model.type === 'moe',
  }),
);

/** What of a scenario says which model is asked about. */
export type AskedModel = Pick<Scenario, 'model' | 'size' | 'moe' | 'custom'>;

/** Models that the scenario brings along. */
export function ownChoices({ custom }: Pick<Scenario, 'custom'>): ModelChoice[] {
  return custom.models.map((model) => ({
    id: model.id,
    name: model.name,
    parameters: ownModelSize(model),
    mixture: model.shape.moe !== null,
  }));
}

/** The exact count where one is on record, else the figure that the authors print first: "1.04T", "27.0B = …". */
function publishedSize({ published }: ModelRecord): number {
  if (published.parameters.value !== null) return published.parameters.value;
  return parseQuantity(/^[\d.]+[KMBT]/i.exec(published.parametersText ?? '')?.[0] ?? '');
}

/** Parameters of the scenario's model, generic or named. */
export function sizeOf(scenario: AskedModel): number {
  if (scenario.size !== null) return scenario.size;
  const own = ownChoices(scenario).find(({ id }) => id === scenario.model);
  if (own) return own.parameters;
  const model = modelById(scenario.model ?? '');
  return model ? publishedSize(model) : NaN;
}

export function isMixture(scenario: AskedModel): boolean {
  if (scenario.model === null) return scenario.moe !== null;
  const own = ownModelOf(scenario.model, scenario.custom);
  return own ? own.shape.moe !== null : modelById(scenario.model)?.type === 'moe';
}

/** Where several models share a place on the slider, the one people most likely mean. */
const PREFERRED = ['llama-3.1-8b', 'llama-3.1-70b', 'llama-3.1-405b', 'qwen3-30b-a3b', 'qwen3-32b'];

/** One model for each place, of the same kind (dense or mixture) as the scenario's. */
export function snapPlaces(mixture: boolean, scale: LogScale): Map<number, ModelChoice> {
  const places = new Map<number, ModelChoice>();
  const rank = (model: ModelChoice) => PREFERRED.includes(model.id);
  for (const model of MODEL_CHOICES) {
    if (model.mixture !== mixture) continue;
    const place = scale.toPosition(model.parameters);
    const there = places.get(place);
    if (!there || (rank(model) && !rank(there))) places.set(place, model);
  }
  return places;
}

/** The model nearest to a position within `reach` steps; on a tie the preferred, then the smaller. */
export function snapAt(
  places: Map<number, ModelChoice>,
  position: number,
  reach: number,
): ModelChoice | null {
  for (let distance = 0; distance <= reach; distance++) {
    const [below, above] = [places.get(position - distance), places.get(position + distance)];
    if (below && above && PREFERRED.includes(above.id)) return above;
    if (below ?? above) return below ?? above ?? null;
  }
  return null;
}

/** Typical of today's mixtures: one parameter in sixteen is active. */
const USUAL_SPARSITY = 16;
const SMALLEST_ACTIVE = 5e8;
/** Below this a mixture would have to be all active. */
const SMALLEST_MIXTURE = 1e9;

/** Active size of a generic mixture of another total: as sparse as before. */
function activeFor(scenario: AskedModel, size: number): number {
  const before =
    scenario.size !== null && scenario.moe !== null ? scenario.size / scenario.moe : USUAL_SPARSITY;
  return Number(Math.max(SMALLEST_ACTIVE, size / before).toPrecision(3));
}

/** Reach of a size that was typed: it means that number and no model. */
export const EXACT = -1;

/** Moves the size: to a model of the catalogue when one is within reach, else to a generic one. */
export function sizePatch(
  scenario: AskedModel,
  size: number,
  scale: LogScale,
  reach: number,
): Partial<Scenario> {
  const mixture = isMixture(scenario);
  const model = snapAt(snapPlaces(mixture, scale), scale.toPosition(size), reach);
  if (model) return { model: model.id, size: null, moe: null };
  return mixture ? mixtureOf(scenario, size) : { model: null, size, moe: null };
}

function mixtureOf(scenario: AskedModel, wanted: number): Partial<Scenario> {
  const size = Math.max(SMALLEST_MIXTURE, wanted);
  return { model: null, size, moe: activeFor(scenario, size) };
}

/** Dense ↔ mixture at the same total size. */
export function kindPatch(scenario: AskedModel, mixture: boolean): Partial<Scenario> {
  const size = Number(sizeOf(scenario).toPrecision(3));
  return mixture ? mixtureOf({ ...scenario, moe: null }, size) : { model: null, size, moe: null };
}

import { useMemo } from 'react';
import { modelById } from '../../data/catalog';
import { ownModelOf } from '../../scenario/custom';
import type { Scenario } from '../../scenario/scenario';
import type { Axis } from '../axes';
import { useScenario } from '../use-stores';

/** How long a context a model was published for, and its name. */
export interface PublishedContext {
  model: string;
  context: number;
}

/** The published context of the scenario's model where it lies on the axis; null elsewhere and for generic models. */
export function usePublishedContext(axis: Axis): PublishedContext | null {
  const model = useScenario((state) => state.scenario.model);
  const custom = useScenario((state) => state.scenario.custom);
  return useMemo(() => publishedContext(axis, { model, custom }), [axis, model, custom]);
}

export function publishedContext(
  { id: axis, scale }: Axis,
  { model, custom }: Pick<Scenario, 'model' | 'custom'>,
): PublishedContext | null {
  if (axis !== 'context' || model === null) return null;
  const record = ownModelOf(model, custom) ?? modelById(model);
  if (!record) return null;
  const { name, maxContext: context } = record;
  return context > scale.min && context < scale.max ? { model: name, context } : null;
}

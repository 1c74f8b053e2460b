import type { ModelShape } from '../input';

/** A mixture whose experts are chosen unevenly; what has no experts stays as it is. */
export function skewed(shape: ModelShape, skew: number): ModelShape {
  return shape.moe === null ? shape : { ...shape, moe: { ...shape.moe, skew } };
}

import type { ClassShare } from './scenario';

/** Classes as links write them. */
export function printClasses(classes: readonly ClassShare[]): string {
  return classes
    .map(({ id, share, model }) => `${id}:${String(share)}${model === null ? '' : `/${model}`}`)
    .join(',');
}

import { FIELDS } from '../../scenario/fields';
import { AXES } from '../axes';

/** Characters that are read at a glance: `1000:1`, `1:2.5`. */
const GLANCE = 6;

/**
 * What a field shows in place of a ratio that is a long fraction, as that of a mixture: 10.4:1 says more than 42955:4143.
 * Undefined where the ratio itself is short.
 */
export function ratioGlance(value: number): string | undefined {
  return FIELDS.io.print(value).length > GLANCE ? AXES.ratio.print(value) : undefined;
}

import type { Seconds } from '../../units/units';
import { SPEEDS } from './pace';

/** Nobody watches one request for longer than this. */
const LONGEST: Seconds = 60;

/** The speed as it is, or where a request would pass for too long, the slowest that is offered at which it does not. */
export function watchableSpeed(speed: number, passes: Seconds): number {
  if (!(passes / speed > LONGEST)) return speed;
  return SPEEDS.find((offered) => passes / offered <= LONGEST) ?? SPEEDS.at(-1)!;
}

import type { Seconds, Tokens } from '../../units/units';

const NOMINAL_FIRST: Seconds = 1;
const NOMINAL_TOKEN: Seconds = 0.02;

/** An answer's time where the order of turns is laid down before the run: nobody's cluster in particular. */
export const nominalService = (output: Tokens): Seconds => NOMINAL_FIRST + output * NOMINAL_TOKEN;

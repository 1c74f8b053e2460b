import type { Fraction, Seconds, Tokens } from '../../units/units';
import { normalCdf } from '../number/normal';
import { ln } from '../number/portable';
import type { PromptLengths } from './crowd';
import { combine, noWork, type StepProbe, type Work } from './step-probe';

/** Iterations that find a number of prompts. */
export interface BatchTime {
  /** Prompts that are there, and those that are computed. */
  present: number;
  size: number;
  /** The mean iteration. */
  work: Work;
  /** Times with the mean and the variance of all, from the shortest on, and the chance of each. */
  seconds: readonly Seconds[];
  chances: readonly Fraction[];
}

const NOTHING = { global: 0, local: 0 };

/** Of two times that stand for all, the chance of the longer: lengths are skewed, and a few are much longer than the mean. */
const LONGER = 0.1;
const ABOVE = Math.sqrt((1 - LONGER) / LONGER);
const BELOW = Math.sqrt(LONGER / (1 - LONGER));
/** Rarer than this, what so many prompts have on one side of the threshold is left out. */
const RARE = 1e-3;
/** So that no rounding of a sum crosses the threshold. */
const BESIDE = 1e-9;
/** Beyond what is computed at once, places for what waits. */
const WAITING_PLACES = 6;

/**
 * Numbers of prompts that stand for all, a standard deviation of a Poisson number apart, where `most` are computed at once; and
 * the last that has few tokens, with the next.
 */
function sizesFor(most: number, last: number): number[] {
  const sizes: number[] = [];
  for (let size = 1; size < most;) {
    sizes.push(size);
    const next = size + Math.floor(Math.sqrt(size));
    size = size === last ? size + 1 : size < last ? Math.min(last, next) : next;
  }
  const apart = Math.ceil(Math.sqrt(most));
  for (let i = 0; i <= WAITING_PLACES; i++) sizes.push(most + i * apart);
  return sizes;
}

/**
 * Times of iterations of up to `most` prompts by how many they find, told apart at `threshold` tokens, where they jump. All
 * tokens of several are taken for a lognormal. What is asked for twice is computed once.
 */
export class BatchTimes {
  readonly sizes: readonly number[];
  private readonly known: BatchTime[] = [];
  private readonly probe: StepProbe;
  private readonly lengths: PromptLengths;
  private readonly threshold: Tokens;
  private readonly most: number;

  constructor(probe: StepProbe, lengths: PromptLengths, threshold: Tokens, most: number) {
    this.probe = probe;
    this.lengths = lengths;
    this.threshold = threshold;
    this.most = most;
    this.sizes = sizesFor(most, Math.floor(threshold / lengths.mean));
  }

  isOf({ mean, cv, found }: PromptLengths): boolean {
    const { lengths } = this;
    return lengths.mean === mean && lengths.cv === cv && lengths.found === found;
  }

  at(place: number): BatchTime {
    return (this.known[place] ??= this.make(this.sizes[place]!));
  }

  private make(present: number): BatchTime {
    // What waits makes no difference to what is computed.
    if (present > this.most) return { ...this.at(this.sizes.indexOf(this.most)), present };
    const { threshold } = this;
    const { mean, cv } = this.lengths;
    const all = present * mean;
    const variance = (cv * cv) / present;
    const time = {
      present,
      size: present,
      work: noWork(),
      seconds: [] as Seconds[],
      chances: [] as Fraction[],
    };
    const add = (tokens: Tokens, chance: Fraction): void => {
      const work = this.ask(present, tokens);
      combine(1, time.work, chance, work, time.work);
      time.seconds.push(work.seconds);
      time.chances.push(chance);
    };
    const least = threshold * (1 + BESIDE);
    const addMany = (mean: Tokens, deviation: Tokens, chance: Fraction): void => {
      if (deviation < 1e-9 * mean) {
        add(mean, chance);
        return;
      }
      add(Math.max(least, mean - BELOW * deviation), chance * (1 - LONGER));
      add(Math.max(least, mean + ABOVE * deviation), chance * LONGER);
    };
    const sigma = Math.sqrt(ln(1 + variance));
    const cut = threshold > 0 && variance > 1e-9 ? ln(threshold / all) / sigma + sigma / 2 : null;
    const few = cut === null ? (all <= threshold ? 1 : 0) : normalCdf(cut);
    if (few > 1 - RARE) add(all, 1);
    else if (cut === null || few < RARE) addMany(all, all * Math.sqrt(variance), 1);
    else {
      const part = normalCdf(cut - sigma);
      const many = (all * (1 - part)) / (1 - few);
      const squares = (all * all * (1 + variance) * (1 - normalCdf(cut - 2 * sigma))) / (1 - few);
      add(Math.min((all * part) / few, threshold * (1 - BESIDE)), few);
      addMany(many, Math.sqrt(Math.max(0, squares - many * many)), 1 - few);
    }
    return time;
  }

  /** One iteration of `size` prompts that compute so many tokens together. */
  private ask(size: number, all: Tokens): Work {
    const { found } = this.lengths;
    if (found === 0) return this.probe.prompts(all / size, size, noWork());
    const cached = size * found;
    const together = { tokens: [all + cached], weights: [1], cached: [cached], prompts: [size] };
    return this.probe.meanPrompt(together, 0, NOTHING, noWork());
  }
}

/** Coefficient of variation of the seconds. */
export function cvOf({ work, seconds, chances }: BatchTime): number {
  const squares = seconds.reduce((sum, time, i) => sum + chances[i]! * time * time, 0);
  return Math.sqrt(Math.max(0, squares / (work.seconds * work.seconds) - 1));
}

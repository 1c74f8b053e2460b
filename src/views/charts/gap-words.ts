import { count } from '../../units/format';
import type { Gap } from './gaps';
import type { Plot } from './plot';

/** What is written in or beside the strip of one side. */
export interface LaneWords {
  text: string;
  x: number;
  anchor: 'middle' | 'end';
}

/** Widths are guesses: fonts differ. Last words are let in where they may fit by a hair. */
const LETTER = 6.7;
const ASIDE = 7;
const NARROW = { letter: 6.2, aside: 2 };

/**
 * Each gap is named in its own stretch. Where one of several in a row is too narrow for what there is to say, all are named
 * in a row before the first; without room for that each has the longest word that fits.
 */
export function laneWords(gaps: readonly Gap[], { x, left }: Pick<Plot, 'x' | 'left'>): LaneWords[] {
  const words: LaneWords[] = [];
  let free = left;
  for (const row of rows(gaps)) {
    const inside = row.map((gap) => fitting(gapText(gap), x(gap.x1) - x(gap.x0), LETTER, ASIDE));
    const start = x(row[0]!.x0);
    const beside = `${row.map((gap) => gapText(gap).at(-1)!).join(', then ')} →`;
    if (!inside.every((text) => text !== undefined) && beside.length * LETTER + 2 * ASIDE < start - free) {
      words.push({ text: beside, x: start - ASIDE, anchor: 'end' });
    } else {
      row.forEach((gap, i) => {
        const [x0, x1] = [x(gap.x0), x(gap.x1)];
        const text = inside[i] ?? fitting(lastWords(gap), x1 - x0, NARROW.letter, NARROW.aside);
        if (text !== undefined) words.push({ text, x: (x0 + x1) / 2, anchor: 'middle' });
      });
    }
    free = x(row.at(-1)!.x1);
  }
  return words;
}

function fitting(texts: readonly string[], room: number, letter: number, aside: number): string | undefined {
  return texts.find((text) => text.length * letter + 2 * aside < room);
}

/** Gaps that follow each other without a break. */
function rows(gaps: readonly Gap[]): Gap[][] {
  const found: Gap[][] = [];
  for (const gap of gaps) {
    const last = found.at(-1);
    if (last?.at(-1)!.x1 === gap.x0) last.push(gap);
    else found.push([gap]);
  }
  return found;
}

/** From complete to shortest. */
export function gapText(gap: Gap): string[] {
  if (gap.kind === 'saturated') return ['overloaded: cannot keep up', 'overloaded'];
  if (gap.kind === 'run') return ['no formula for this fleet: the dot is a run', 'by a run only', 'run only'];
  if (gap.kind === 'impossible') return ['cannot run'];
  const [from, to] = [count(gap.chipsFrom), count(gap.chipsTo)];
  const chips = gap.chipsFrom === gap.chipsTo ? to : `${from} to ${to}`;
  const { stages } = gap;
  const upTo = gap.stagesFrom === stages ? '' : 'up to ';
  if (stages > 0) {
    // Never without it: a side may have as many chips, and lack the stages alone.
    const pipeline = `${chips} chips, GPUs in a pipeline`;
    const staged = `${pipeline} of ${upTo}${String(stages)} stages`;
    return [`does not fit: takes ${staged}`, `takes ${staged}`, pipeline];
  }
  return [`does not fit: takes ${chips} chips in all`, `takes ${chips} chips in all`, `${chips} chips`];
}

/** Where there is room for a word. */
function lastWords({ kind, chipsFrom, stagesFrom }: Gap): string[] {
  if (kind === 'saturated') return ['overload', 'full'];
  if (kind === 'run') return ['run'];
  if (kind === 'impossible') return ['cannot', 'never', 'no'];
  return [stagesFrom > 0 ? 'pipeline' : `${count(chipsFrom)}+ chips`, 'no fit', 'no'];
}

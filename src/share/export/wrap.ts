const letters = (text: string): number => text.length;

/** A text in lines that are at most `width` wide, in letters or as `measure` has it; a wider word has its own. */
export function inLines(text: string, width: number, measure = letters): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = `${last ?? ''} ${word}`;
    if (last !== undefined && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The same for texts that may hold a link: a word that is wider than a line is cut. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const words = text.split(' ').flatMap((word) => cut(word, width, measure));
  return inLines(words.join(' '), width, measure);
}

function cut(word: string, width: number, measure: (text: string) => number): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (rest.length > 1 && measure(rest) > width) {
    let fits = rest.length - 1;
    while (fits > 1 && measure(rest.slice(0, fits)) > width) fits--;
    pieces.push(rest.slice(0, fits));
    rest = rest.slice(fits);
  }
  return [...pieces, rest];
}

/** A formula as it is written by hand: names slanted, what stands after `_` below the line. */
export function FormulaText({ text }: { text: string }) {
  return formulaParts(text).map(({ name, index, plain }, i) =>
    name === null ? (
      plain
    ) : (
      <i key={i}>
        {name}
        {index !== null && <sub>{index}</sub>}
      </i>
    ),
  );
}

interface Part {
  /** Null for what is no name: signs, digits, spaces. */
  name: string | null;
  index: string | null;
  plain: string;
}

const NAME = /([A-Za-zα-ωΑ-Ω][A-Za-z0-9α-ωΑ-Ω]*)(?:_([A-Za-z0-9,_]*[A-Za-z0-9]))?/g;

export function formulaParts(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const found of text.matchAll(NAME)) {
    const [whole, name = '', index = null] = found;
    if (found.index > done) parts.push({ name: null, index: null, plain: text.slice(done, found.index) });
    parts.push({ name, index, plain: whole });
    done = found.index + whole.length;
  }
  if (done < text.length) parts.push({ name: null, index: null, plain: text.slice(done) });
  return parts;
}

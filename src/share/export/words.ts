import type { Caption } from './caption';

/** A picture with its alternative text and its source, for a README or a post. */
export function markdownOf(caption: Caption, file: string): string {
  const { title, scenario, version, date, link } = caption;
  const text = `${title}. ${scenario}.`;
  return [
    `![${escaped(text)}](${file})`,
    '',
    `_${escaped(title)}. [Tokenyard ${version}, ${date}](${link})_`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\[\]*_`<>]/g, (sign) => `\\${sign}`);
}

/** An entry for a bibliography; the link is the whole experiment. */
export function citationOf({ title, scenario, version, date, link }: Caption): string {
  const fields: [string, string][] = [
    ['title', `Tokenyard: ${title}`],
    ['howpublished', `\\url{${link}}`],
    ['note', `${scenario}. Tokenyard ${version}, simulated ${date}`],
    ['year', date.slice(0, 4)],
  ];
  const lines = fields.map(
    ([key, value]) => `  ${key} = {${key === 'howpublished' ? value : plain(value)}},`,
  );
  return ['@misc{tokenyard,', ...lines, '}'].join('\n');
}

/** Signs that mean something to TeX. */
function plain(text: string): string {
  return text.replaceAll(/[\\{}]/g, '').replaceAll(/[%&#_$]/g, (sign) => `\\${sign}`);
}

/**
 * The page as one file. `npm run build:single` makes it and, where it lies beside the page, leaves its address in a
 * meta element of the page; in the file itself another one holds the scenario that it opens with.
 */
const ADDRESS = 'tokenyard-single';

/** Read by the start of the page when the address has no fragment. */
const SCENARIO = 'tokenyard-scenario';

const EMPTY = `<meta name="${SCENARIO}" content="" />`;

/** Where the file lies; null when it was not built alongside. */
export function singlePage(): string | null {
  return metaContent(ADDRESS);
}

/** The scenario this file was saved with; '' in the page itself. */
export function savedScenario(): string {
  return metaContent(SCENARIO) ?? '';
}

/** The file, opening with this scenario. */
export async function savedPage(address: string, fragment: string): Promise<Blob> {
  const response = await fetch(address);
  const html = response.ok ? await response.text() : '';
  if (!html.includes(EMPTY)) throw new Error('the file does not lie beside the page');
  const content = fragment.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  // A function: `$` in a scenario is no pattern.
  const saved = html.replace(EMPTY, () => EMPTY.replace('content=""', () => `content="${content}"`));
  return new Blob([saved], { type: 'text/html' });
}

function metaContent(name: string): string | null {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null;
}

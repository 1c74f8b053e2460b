/** The source table is longer than the numbers it explains, so it is fetched when the first card opens. */
export interface SourceEntry {
  title: string;
  url: string | null;
  /** What sort of witness it is, e.g. vendor, third party, press. */
  kind: string;
  date: string | null;
  /** The address is that of the site; the page was not recorded. */
  siteOnly?: boolean;
  /** Public repository through which the document was read. */
  mirror?: string;
}

export async function loadSources(): Promise<Record<string, SourceEntry>> {
  const module = await import('./sources.json');
  return module.default;
}

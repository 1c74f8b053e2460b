/** What stands on every picture and file that leaves the page, so that it can be traced back to its question. */
export interface Caption {
  /** What the picture shows, with units. */
  title: string;
  /** The scenario in words. */
  scenario: string;
  version: string;
  /** `2026-11-23`. */
  date: string;
  link: string;
}

export function sourceLine({ version, date, link }: Caption): string {
  return `Tokenyard ${version} · ${date} · ${link}`;
}

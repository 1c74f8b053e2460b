/** What the build, or whoever saved the page, wrote into `<meta name="tokenyard-…">`; null where it says nothing. */
export function pageMeta(name: string): string | null {
  return document.querySelector<HTMLMetaElement>(`meta[name="tokenyard-${name}"]`)?.content ?? null;
}

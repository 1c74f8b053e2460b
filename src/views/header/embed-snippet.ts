/** A plain iframe: works in any page, needs no script of ours. */
export function embedSnippet(link: string, height: number): string {
  const src = link.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return [
    `<iframe src="${src}"`,
    `  title="Tokenyard: where every token runs"`,
    `  width="100%" height="${String(height)}" loading="lazy" style="border:0"></iframe>`,
  ].join('\n');
}

import type { SourceEntry } from '../../data/sources';

/** Where a figure comes from: a link where the page is known, else its name. */
export function SourceLink({ entry, id }: { entry: SourceEntry | undefined; id: string }) {
  if (!entry) return <span className="fact-source">{id}</span>;
  const { title, url, date, siteOnly } = entry;
  const text = date === null ? title : `${title}, ${date}`;
  if (url === null) return <span className="fact-source">{text}</span>;
  return (
    <a
      className="fact-source"
      href={url}
      target="_blank"
      rel="noopener"
      title={siteOnly ? 'The site; the page was not recorded' : undefined}
    >
      {text}
    </a>
  );
}

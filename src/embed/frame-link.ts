/** What the attributes of the element say about its frame. */
export interface FrameAttributes {
  scenario: string;
  view: string | null;
  theme: string | null;
  layout: string | null;
  /** Keys to name where neither an attribute nor the scenario does. */
  otherwise?: Readonly<Record<string, string>>;
}

/**
 * The address of the frame: the scenario's own keys, then the attributes'. An attribute wins over the key of its name in the
 * scenario; a key without an attribute stays.
 */
export function frameLink(
  page: string,
  { scenario, otherwise = {}, ...attributes }: FrameAttributes,
): string {
  const named = Object.entries(attributes).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const decided = ['embed', ...named.map(([key]) => key)];
  const kept = fragmentOf(scenario)
    .split('&')
    .filter((part) => part !== '' && !decided.includes(part.split('=', 1)[0] ?? ''));
  if (!kept.some((part) => part.startsWith('v='))) kept.unshift('v=1');
  const own = named.map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const spoken = new Set([...decided, ...kept.map((part) => part.split('=', 1)[0])]);
  const usual = Object.entries(otherwise).flatMap(([key, value]) =>
    spoken.has(key) ? [] : [`${key}=${value}`],
  );
  return `${page}#${[...kept, ...own, ...usual, 'embed=1'].join('&')}`;
}

function fragmentOf(scenario: string): string {
  const text = scenario.trim();
  const hash = text.indexOf('#');
  if (hash >= 0) return text.slice(hash + 1);
  return text.includes('://') ? '' : text;
}

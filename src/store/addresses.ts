import type { Scenario } from '../scenario/scenario';
import { encode, queryOf } from '../scenario/codec';

/**
 * Where the page is for other people. A build says so in meta elements: the pages of the presets lie below the page,
 * a version's own folder knows the newest one, and a page that is a file on a disk may know an address on the web.
 */
export interface Addresses {
  /** Address of the page without a fragment; null: this page is a file that knows no address on the web. */
  page: string | null;
  /** Always the newest version; null where the build does not know. */
  live: string | null;
  /** This version for ever; null where it is not published under a path of its own. */
  pinned: string | null;
}

/** `meta` answers with the content of `<meta name="tokenyard-…">`, or null. */
export function addressesOf(href: string, meta: (name: string) => string | null): Addresses {
  const here = pageOf(href);
  const home = meta('home');
  const web = meta('address');
  const inFile = here.startsWith('file:');
  const page = inFile ? web : home === null ? here : new URL(home, here).href;
  const from = (path: string | null) => (page === null || path === null ? null : new URL(path, page).href);
  return { page, live: from(meta('live')), pinned: from(meta('pinned')) };
}

/** An address without its scenario; a query that is somebody else's stays. */
export function pageOf(href: string): string {
  const page = href.split('#')[0] ?? href;
  return queryOf(page) === '' ? page : page.slice(0, page.indexOf('?'));
}

/** The full link of a scenario; without an address, the fragment that makes one. */
export function linkAt(page: string | null, scenario: Scenario): string {
  return `${page ?? ''}#${encode(scenario)}`;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildForNode } from './build-for-node.mjs';
import { root } from './root.mjs';

/** Where the page will be published, e.g. https://example.org/tokenyard/; previews need it to be known. */
export const ADDRESS = 'TOKENYARD_ADDRESS';

/** Vite plugin: publishes a page of each preset, the JSON schemas and docs/VALIDATION.md beside the page. */
export function siteFiles() {
  return {
    name: 'site-files',
    enforce: 'post',
    apply: (config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild && !process.env.VITEST,
    async generateBundle(_, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') this.error('the build gave no index.html');
      const validation = readFileSync(path.join(root, 'docs/VALIDATION.md'));
      this.emitFile({ type: 'asset', fileName: 'VALIDATION.md', source: validation });
      const site = await import(pathToFileURL(await buildForNode('src/site/main.ts', 'site.js')).href);
      const address = publicAddress(process.env[ADDRESS]);
      const options = { index: String(page.source), address, pictures: pictures() };
      const index = site.indexPage(options);
      page.source = index;
      for (const [fileName, source] of site.siteFiles({ ...options, index })) {
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}

function pictures() {
  const folder = path.join(root, 'public/s');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return new Set(files.filter((name) => name.endsWith('.png')).map((name) => name.slice(0, -4)));
}

/** With its slash, or null; anything that is no address stops the build. */
export function publicAddress(text) {
  if (!text) return null;
  const { protocol, href } = new URL(text);
  if (!/^https?:$/.test(protocol)) throw new Error(`${ADDRESS} is not an http address: ${text}`);
  return href.endsWith('/') ? href : `${href}/`;
}

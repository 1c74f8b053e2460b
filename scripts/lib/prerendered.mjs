import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { buildForNode } from './build-for-node.mjs';

const EMPTY = '<div id="root"></div>';

/** Tells the style sheet that another scenario than the usual one is asked for, before anything is painted. */
const ASKED = `if (location.hash.length > 1 || /[?&]v=/.test(location.search))
  document.documentElement.dataset.asked = '';
`;

/**
 * Vite plugin: puts the page as it stands before any answer into index.html, with the colours, which the page's code
 * brings otherwise. Files of their own and nothing inline, so that a strict content security policy allows it.
 */
export function prerendered() {
  let page = '';
  const files = [];
  return {
    name: 'prerendered',
    apply: (config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild && !process.env.VITEST,
    async buildStart() {
      const built = await buildForNode('src/prerender.tsx', 'prerender.js');
      const { html, css } = (await import(pathToFileURL(built).href)).prerender();
      page = html;
      files.length = 0;
      for (const [name, end, source] of [
        ['asked', 'js', ASKED],
        ['palette', 'css', css],
      ]) {
        const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
        const fileName = `assets/${name}-${hash}.${end}`;
        this.emitFile({ type: 'asset', fileName, source });
        files.push(fileName);
      }
    },
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        if (!html.includes(EMPTY)) throw new Error(`index.html has no ${EMPTY}`);
        const [asked, palette] = files;
        const head = `<script src="./${asked}"></script>\n    <link rel="stylesheet" href="./${palette}" />`;
        return html
          .replace(EMPTY, () => `<div id="root" inert data-early>${page}</div>`)
          .replace('</head>', () => `  ${head}\n  </head>`);
      },
    },
  };
}

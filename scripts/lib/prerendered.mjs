import { pathToFileURL } from 'node:url';
import { buildForNode } from './build-for-node.mjs';

const EMPTY = '<div id="root"></div>';

/** Another scenario than the usual one was asked for: then what stands in the document is not its page. */
const CLEAR = `<script>
      (function () {
        var saved = document.querySelector('meta[name="tokenyard-scenario"]');
        var asked = location.hash.length > 1 || /[?&]v=/.test(location.search) || (saved && saved.content);
        if (asked) document.getElementById('root').textContent = '';
      })();
    </script>`;

/**
 * Vite plugin: puts the page as it stands before any answer into index.html. Nobody can use it until the page's own
 * code has put the same in its place.
 */
export function prerendered() {
  return {
    name: 'prerendered',
    apply: (config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild && !process.env.VITEST,
    transformIndexHtml: {
      order: 'post',
      async handler(html) {
        if (!html.includes(EMPTY)) throw new Error(`index.html has no ${EMPTY}`);
        const file = await buildForNode('src/prerender.tsx', 'prerender.js');
        const { prerender } = await import(pathToFileURL(file).href);
        const { html: page, css } = prerender();
        return html
          .replace(EMPTY, () => `<div id="root" inert>${page}</div>\n    ${CLEAR}`)
          .replace('</head>', () => `  <style>${css}</style>\n  </head>`);
      },
    },
  };
}

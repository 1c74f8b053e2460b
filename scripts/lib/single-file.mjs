import path from 'node:path';

const STARTER = path.join('src', 'worker', 'start.ts');
const WORKER = /new Worker\(new URL\('\.\/engine\.worker\.ts', import\.meta\.url\), \{[^}]*\}\)/;

/** Vite plugin: the worker becomes text inside the page, since a page from a disk may not load one from there. */
export function inlineWorker() {
  return {
    name: 'inline-worker',
    enforce: 'pre',
    transform(code, id) {
      if (!path.normalize(id).endsWith(STARTER)) return null;
      if (!WORKER.test(code))
        throw new Error(`${STARTER} no longer starts its worker as this plugin knows it`);
      const inlined = code.replace(WORKER, "new InlineWorker({ name: 'engine' })");
      return `import InlineWorker from './engine.worker.ts?worker&inline';\n${inlined}`;
    },
  };
}

/**
 * The text of a page with all that it asks for put inside. `files` are the other outputs of the build by name, and an icon.
 */
export function inlineFiles(html, files, icon) {
  const text = (reference) => {
    const found = files.get(reference.replace(/^\.\//, ''));
    if (found === undefined) throw new Error(`the page asks for ${reference}, which the build did not give`);
    return found;
  };
  const page = html
    .replace(/<link rel="modulepreload"[^>]*>\s*/g, '')
    .replace(
      /<link rel="icon"[^>]*>/,
      () => `<link rel="icon" href="${dataUrl(icon)}" type="image/svg+xml" />`,
    )
    .replace(/<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g, (_, href) => `<style>${text(href)}</style>`);
  const script = /\s*<script type="module"[^>]*src="([^"]+)"[^>]*><\/script>/;
  const source = script.exec(page)?.[1];
  if (source === undefined) throw new Error('the page has no script');
  // Modules wait for the document; at the end of the body an inline one finds all of it too.
  const inline = `<script type="module">\n${escapeScript(text(source))}\n</script>`;
  const whole = page
    .replace(script, '')
    .replace('</head>', () => `  <meta name="tokenyard-scenario" content="" />\n  </head>`)
    .replace('</body>', () => `  ${inline}\n  </body>`);
  const left = /(?:src|href)="(?!data:|#)[^"]*"/.exec(whole.replace(inline, ''));
  if (left) throw new Error(`the page still asks for ${left[0]}`);
  return whole;
}

/** What would end a script element, or start a comment, inside one. Both stand only in texts and patterns. */
function escapeScript(code) {
  return code.replace(/<(?=\/script|!--)/gi, '\\x3C');
}

function dataUrl(svg) {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

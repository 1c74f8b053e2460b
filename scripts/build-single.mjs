// `npm run build:single`: the whole page as one file, dist-single/tokenyard.html, that opens from a disk without a
// network. Where a built page lies in dist, the file is put beside it and the page offers it under Export.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { root } from './lib/root.mjs';
import { writeServiceWorker } from './lib/service-worker.mjs';
import { inlineFiles, inlineWorker } from './lib/single-file.mjs';
import { ADDRESS as PUBLIC, publicAddress } from './lib/site-files.mjs';

const NAME = 'tokenyard.html';
const ADDRESS = `<meta name="tokenyard-single" content="./${NAME}" />`;

ensurePackages();
const { build } = await import('vite');
const { default: react } = await import('@vitejs/plugin-react');
const folder = path.resolve(root, process.argv[2] ?? 'dist-single');
const dist = path.resolve(root, process.argv[3] ?? 'dist');

const { output } = await build({
  root,
  configFile: false,
  base: './',
  logLevel: 'warn',
  publicDir: false,
  plugins: [inlineWorker(), react()],
  // A module from a blob is refused where the page has no origin, as on a disk.
  worker: { format: 'iife' },
  build: {
    write: false,
    target: 'es2022',
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: Infinity,
    chunkSizeWarningLimit: Infinity,
    rolldownOptions: { output: { codeSplitting: false } },
  },
});
const files = new Map(
  output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)]),
);
const icon = readFileSync(path.join(root, 'public/favicon.svg'), 'utf8');
const address = publicAddress(process.env[PUBLIC]);
const known = address === null ? '' : `  <meta name="tokenyard-address" content="${address}" />\n  `;
const html = inlineFiles(files.get('index.html'), files, icon).replace('</head>', () => `${known}</head>`);

mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, NAME), html);
console.log(`${path.join(folder, NAME)}: ${(html.length / 1000).toFixed(0)} kB`);

const page = path.join(dist, 'index.html');
if (existsSync(page)) {
  for (const file of [page, ...presetPages()]) {
    const text = readFileSync(file, 'utf8');
    if (!text.includes(ADDRESS)) writeFileSync(file, text.replace('</head>', `  ${ADDRESS}\n  </head>`));
  }
  writeFileSync(path.join(dist, NAME), html);
  writeServiceWorker(dist);
  console.log(`also beside ${page}`);
}

function presetPages() {
  const folder = path.join(dist, 's');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((id) => path.join(folder, id, 'index.html'))
    .filter((file) => existsSync(file));
}

// `npm run build:single`: the whole page as one file, dist-single/tokenyard.html, that opens from a disk without a
// network. Where a built page lies in dist, the file is put beside it and the page offers it under Export.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { root } from './lib/root.mjs';
import { inlineFiles, inlineWorker } from './lib/single-file.mjs';

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
const html = inlineFiles(files.get('index.html'), files, icon);

mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, NAME), html);
console.log(`${path.join(folder, NAME)}: ${(html.length / 1000).toFixed(0)} kB`);

const page = path.join(dist, 'index.html');
if (existsSync(page)) {
  const text = readFileSync(page, 'utf8');
  if (!text.includes(ADDRESS)) writeFileSync(page, text.replace('</head>', `  ${ADDRESS}\n  </head>`));
  writeFileSync(path.join(dist, NAME), html);
  console.log(`also beside ${page}`);
}

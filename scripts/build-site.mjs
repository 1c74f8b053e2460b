// `npm run build:site`: what is put on the web. The built page at the top, and the same once more under v/<version>/,
// where it stays for ever: earlier versions that lie in the folder are kept. Both know of each other.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/root.mjs';
import { writeServiceWorker } from './lib/service-worker.mjs';

const site = path.resolve(root, process.argv[2] ?? 'dist-site');
const dist = path.resolve(root, process.argv[3] ?? 'dist');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

if (!existsSync(path.join(dist, 'index.html'))) {
  console.error(`there is no page in ${dist}: run npm run build first`);
  process.exit(1);
}
mkdirSync(site, { recursive: true });
for (const name of readdirSync(site)) {
  if (name !== 'v') rmSync(path.join(site, name), { recursive: true });
}
const own = path.join(site, 'v', version);
rmSync(own, { recursive: true, force: true });
publish(site, { pinned: `./v/${version}/` });
publish(own, { pinned: './', live: '../../' });
console.log(`${site}: the newest is ${version}, which stays under v/${version}/`);

/** A copy of the page whose documents say where its versions are. */
function publish(folder, metas) {
  cpSync(dist, folder, { recursive: true });
  const tags = Object.entries(metas).map(
    ([name, content]) => `  <meta name="tokenyard-${name}" content="${content}" />\n  `,
  );
  const presets = path.join(folder, 's');
  const pages = existsSync(presets) ? readdirSync(presets).map((id) => path.join('s', id, 'index.html')) : [];
  for (const page of ['index.html', ...pages]) {
    const file = path.join(folder, page);
    if (!existsSync(file)) continue;
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('</head>', () => `${tags.join('')}</head>`),
    );
  }
  writeServiceWorker(folder);
}

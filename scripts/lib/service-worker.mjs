/* global self, Request, fetch -- of the service worker */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const NAME = 'sw.js';

/** What the page needs without a network: itself, its scripts and styles, its presets. */
const KEPT = /^(index\.html|favicon\.svg|assets\/.+|scenarios\/.+\.json)$/;

/** Vite plugin: writes the service worker once all files are in place. */
export function serviceWorker() {
  let folder = null;
  return {
    name: 'service-worker',
    apply: (config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild && !process.env.VITEST,
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    closeBundle: { order: 'post', sequential: true, handler: () => writeServiceWorker(folder) },
  };
}

/** Writes `sw.js` for a built page: its list of files, and a version that changes when any of them does. */
export function writeServiceWorker(folder) {
  if (!existsSync(path.join(folder, 'index.html'))) return;
  const files = filesUnder(folder).filter((file) => KEPT.test(file));
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(path.join(folder, file)));
  const version = hash.digest('hex').slice(0, 16);
  const list = files.map((file) => (file === 'index.html' ? './' : `./${file}`));
  const code = `(${worker.toString()})(${JSON.stringify(version)}, ${JSON.stringify(list, null, 1)});\n`;
  writeFileSync(path.join(folder, NAME), code);
}

function filesUnder(folder, before = '') {
  return readdirSync(path.join(folder, before))
    .sort()
    .flatMap((name) => {
      const file = before + name;
      return statSync(path.join(folder, file)).isDirectory() ? filesUnder(folder, `${file}/`) : [file];
    });
}

/**
 * The service worker itself; it runs in the browser. A version is fetched whole and kept until the page asks for the
 * next one, so that old pages always find their own files. Frames in other pages are left to the network.
 */
function worker(version, files) {
  const scope = self;
  const home = new URL('./', scope.location.href);
  const prefix = `tokenyard ${home.pathname} `;
  const mine = prefix + version;
  const isPage = (url) =>
    url.pathname === home.pathname || url.pathname === new URL('index.html', home).pathname;

  scope.addEventListener('install', (event) => {
    const requests = files.map((file) => new Request(new URL(file, home), { cache: 'reload' }));
    event.waitUntil(scope.caches.open(mine).then((cache) => cache.addAll(requests)));
  });
  scope.addEventListener('activate', (event) => {
    const old = (name) => name.startsWith(prefix) && name !== mine;
    event.waitUntil(
      scope.caches
        .keys()
        .then((names) => Promise.all(names.filter(old).map((name) => scope.caches.delete(name))))
        .then(() => scope.clients.claim()),
    );
  });
  scope.addEventListener('message', (event) => {
    if (event.data === 'take over') scope.skipWaiting();
  });
  scope.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== home.origin) return;
    // A frame is an embed: what it shows is the host's business.
    if (request.mode === 'navigate' && (request.destination !== 'document' || !isPage(url))) return;
    const key = request.mode === 'navigate' ? home.href : request.url;
    const kept = scope.caches.open(mine).then((cache) => cache.match(key));
    event.respondWith(kept.then((response) => response ?? fetch(request)));
  });
}

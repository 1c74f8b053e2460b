import { pageMeta } from './page-meta';

/** A newer version that is fetched and waits; `take` shows it. */
export interface Waiting {
  take: () => void;
}

/**
 * Keeps the page for later without a network. Not in another page's frame (an embed stores nothing), not in a page that
 * is one file, and not where the browser refuses. Calls back when a newer version is ready.
 */
export async function keepForOffline(window: Window, ready: (waiting: Waiting) => void): Promise<void> {
  const { navigator, document } = window;
  if (window.parent !== window || !('serviceWorker' in navigator) || !document.URL.startsWith('http')) return;
  const home = pageMeta('home');
  // A page that was saved as one file has a scenario and no page above it.
  if (pageMeta('scenario') !== null && home === null) return;
  const { serviceWorker } = navigator;
  const registration = await serviceWorker
    .register(new URL(`${home ?? './'}sw.js`, document.baseURI))
    .catch(() => null);
  if (!registration) return;

  const offer = (worker: ServiceWorker | null) => {
    // The first version has nobody to replace.
    if (!worker || !serviceWorker.controller) return;
    const take = () => {
      serviceWorker.addEventListener('controllerchange', () => reload(document), { once: true });
      worker.postMessage('take over');
    };
    const told = () => worker.state === 'installed' && ready({ take });
    told();
    worker.addEventListener('statechange', told);
  };
  offer(registration.waiting);
  offer(registration.installing);
  registration.addEventListener('updatefound', () => offer(registration.installing));
  // Looks for a newer version now, not when the browser next thinks of it; without a network there is none.
  if (serviceWorker.controller) await registration.update().catch(() => null);
}

/** The link stays, so the scenario does. */
function reload({ defaultView }: Document): void {
  defaultView?.location.reload();
}

/** Chromium without traffic of its own and with the same text on every machine; root may not use its sandbox. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

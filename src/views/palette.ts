/**
 * The colours, once. The canvas reads them as values, the page as custom properties made from the same table.
 *
 * Colour means memory tier and nothing else; compute is ink. The six tiers that can meet in one picture were
 * found by a search over their hues: each is at least 3:1 against its ground, and any two stay apart for normal,
 * deuteranope and protanope vision, mostly by lightness. `palette.test.ts` holds both. GDDR and LPDDR borrow
 * their family's hue (HBM, DRAM): they never stand beside it on one chip, and label and texture tell them apart.
 */
export type Theme = 'light' | 'dark';

export const TIERS = ['sram', 'hbm', 'gddr', 'lpddr', 'dram', 'cxl', 'flash', 'network'] as const;
export type Tier = (typeof TIERS)[number];

export interface Palette {
  ground: string;
  ink: string;
  /** Secondary text: still at least 4.5:1. */
  muted: string;
  /** Rules and frames. Never carries meaning alone. */
  hairline: string;
  /** A chip with nothing to do. */
  faint: string;
  tiers: Record<Tier, string>;
}

const LIGHT: Palette = {
  ground: '#fcfbf8',
  ink: '#1c1b19',
  muted: '#5f5c56',
  hairline: '#c9c5bc',
  faint: '#ebe8e1',
  tiers: {
    sram: '#c7710c',
    hbm: '#2a80d3',
    gddr: '#1d62a8',
    lpddr: '#0e7377',
    dram: '#169fa3',
    cxl: '#083a42',
    flash: '#5b2a86',
    network: '#66655e',
  },
};

const DARK: Palette = {
  ground: '#14171c',
  ink: '#eceae4',
  muted: '#a3a7ae',
  hairline: '#3d434c',
  faint: '#252a31',
  tiers: {
    sram: '#e8a714',
    hbm: '#7ab0fb',
    gddr: '#b4d2fd',
    lpddr: '#5ed6d6',
    dram: '#00b3b8',
    cxl: '#cefaf3',
    flash: '#7854d0',
    network: '#6e6b64',
  },
};

export function paletteOf(theme: Theme): Palette {
  return theme === 'dark' ? DARK : LIGHT;
}

/** Names that people read beside the colour. */
export const TIER_LABELS: Record<Tier, string> = {
  sram: 'SRAM',
  hbm: 'HBM',
  gddr: 'GDDR',
  lpddr: 'LPDDR',
  dram: 'DRAM',
  cxl: 'CXL',
  flash: 'flash',
  network: 'network',
};

/** A tier by the name the engine gives it; an unknown name counts as network, the least specific. */
export function tierOf(name: string): Tier {
  // Pod flash is flash that is farther away.
  return TIERS.find((tier) => tier === name || name.endsWith(` ${tier}`)) ?? 'network';
}

/** `--ink: #1c1b19; --tier-sram: …` of one theme, for a style sheet or a style attribute. */
export function paletteVariables(theme: Theme): Record<string, string> {
  const { tiers, ...rest } = paletteOf(theme);
  const plain = Object.entries(rest).map(([name, value]) => [`--${name}`, value] as const);
  const coloured = Object.entries(tiers).map(([tier, value]) => [`--tier-${tier}`, value] as const);
  return Object.fromEntries([...plain, ...coloured]);
}

function declarations(theme: Theme): string {
  return Object.entries(paletteVariables(theme))
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ');
}

/** Both themes as a style sheet: what the system prefers, unless `data-theme` on the root says otherwise; paper is light. */
export function paletteCss(): string {
  return [
    `:root { color-scheme: light; ${declarations('light')} }`,
    `@media (prefers-color-scheme: dark) { :root:not([data-theme='light']) { color-scheme: dark; ${declarations('dark')} } }`,
    `:root[data-theme='dark'] { color-scheme: dark; ${declarations('dark')} }`,
    `@media print { :root:root:root { color-scheme: light; ${declarations('light')} } }`,
  ].join('\n');
}

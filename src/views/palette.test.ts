import { describe, expect, test } from 'vitest';
import { paletteCss, paletteOf, paletteVariables, tierOf, TIERS, type Theme, type Tier } from './palette';

/** Linear-light red, green, blue in 0 to 1. */
type Rgb = readonly [number, number, number];

function linear(hex: string): Rgb {
  const part = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

/** WCAG 2 contrast. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** CIELAB under D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** How others see a linear-light colour: Machado 2009 at full severity, and Viénot 1999. */
const VISION = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  'deuteranope (Machado)': [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  'protanope (Machado)': [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  'deuteranope (Viénot)': [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
  'protanope (Viénot)': [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
} as const;

function seen([r, g, b]: Rgb, m: readonly number[]): Rgb {
  const row = (at: number) => Math.min(1, Math.max(0, m[at]! * r + m[at + 1]! * g + m[at + 2]! * b));
  return [row(0), row(3), row(6)];
}

/** CIE76. */
function difference(one: string, other: string, m: readonly number[]): number {
  const a = lab(seen(linear(one), m));
  const b = lab(seen(linear(other), m));
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const APART: Tier[] = ['sram', 'hbm', 'dram', 'cxl', 'flash', 'network'];

describe.each<Theme>(['light', 'dark'])('the %s palette', (theme) => {
  const palette = paletteOf(theme);

  test.each([...TIERS])('%s is at least 3:1 against the ground', (tier) => {
    expect(contrast(palette.tiers[tier], palette.ground)).toBeGreaterThanOrEqual(3);
  });

  test('text is at least 4.5:1', () => {
    expect(contrast(palette.ink, palette.ground)).toBeGreaterThan(12);
    expect(contrast(palette.muted, palette.ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.entries(VISION))('every two tiers are 20 units apart for %s vision', (_, matrix) => {
    for (const one of APART)
      for (const other of APART)
        if (one < other)
          expect(
            difference(palette.tiers[one], palette.tiers[other], matrix),
            `${one} and ${other}`,
          ).toBeGreaterThanOrEqual(20);
  });

  test('a custom property for every colour', () => {
    const names = Object.keys(paletteVariables(theme));
    expect(names).toEqual(expect.arrayContaining(['--ink', '--ground', ...TIERS.map((t) => `--tier-${t}`)]));
  });
});

test('the style sheet holds both themes', () => {
  expect(paletteCss()).toContain('--ground: #fcfbf8');
  expect(paletteCss()).toContain('--ground: #14171c');
});

test('an unknown tier is drawn as network', () => {
  expect(tierOf('hbm')).toBe('hbm');
  expect(tierOf('tape')).toBe('network');
});

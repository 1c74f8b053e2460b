import { LINES } from '../flow/texture';
import { TIERS, tierOf, type Tier } from '../palette';
import type { PartKey } from './request-parts';

/**
 * Fills of the inspector, once for all its pictures. A tier looks as in the flow: its colour with its lines. Parts of a
 * request's time look as in the waterfall chart: computing is ink, waiting is paper with a pattern.
 */
export function Textures() {
  return (
    <svg className="textures" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {TIERS.map((tier) => (
          <TierTexture key={tier} tier={tier} />
        ))}
        <InkTexture id="look-route" size={5} d="M0 2.5h2" width={1} />
        <InkTexture id="look-fetch" size={5} d="M0 2.5h5" width={1.5} />
        <InkTexture id="look-queue" size={5} d="M2.5 1.6v1.8" width={1.8} />
        <InkTexture id="look-room" size={5} d="M2.5 0v5M0 2.5h5" width={1} turn={45} />
        <InkTexture id="look-wait" size={5} d="M2.5 0v5" width={1.5} turn={45} />
        <InkTexture id="look-stall" size={5} d="M2.5 0v5" width={1.5} />
        <InkTexture id="look-term-1" size={5} d="M2.5 0v5" width={1.4} turn={45} />
        <InkTexture id="look-term-2" size={5} d="M2.5 1.7v1.6" width={1.6} />
        <InkTexture id="look-term-3" size={4} d="M0 2h4" width={1} />
      </defs>
    </svg>
  );
}

function TierTexture({ tier }: { tier: Tier }) {
  const lines = LINES[tier];
  const every = lines?.every ?? 4;
  const long = lines && lines.dash.length > 0 ? lines.dash.reduce((sum, length) => sum + length, 0) : every;
  const turn = lines?.slope === 0 ? 90 : lines && Number.isFinite(lines.slope) ? 45 * lines.slope : 0;
  return (
    <pattern
      id={`look-tier-${tier}`}
      width={every}
      height={long}
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${String(turn)})`}
    >
      <rect width={every} height={long} fill={`var(--tier-${tier})`} />
      {lines && (
        <path
          d={`M${String(every / 2)} 0v${String(long)}`}
          stroke="var(--ground)"
          strokeOpacity="0.55"
          strokeDasharray={lines.dash.join(' ') || undefined}
        />
      )}
    </pattern>
  );
}

function InkTexture(props: { id: string; size: number; d: string; width: number; turn?: number }) {
  const { id, size, d, width, turn = 0 } = props;
  return (
    <pattern
      id={id}
      width={size}
      height={size}
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${String(turn)})`}
    >
      <rect width={size} height={size} fill="var(--ground)" />
      <path d={d} stroke="var(--ink)" strokeWidth={width} />
    </pattern>
  );
}

export function tierFill(tier: string): string {
  return `url(#look-tier-${tierOf(tier)})`;
}

/** `tier` is where decoding reads from. */
export function partFill(key: PartKey, tier: string): string {
  switch (key) {
    case 'prefill':
      return 'var(--ink)';
    case 'decode':
      return tierFill(tier);
    case 'transfer':
      return tierFill('network');
    case 'route':
    case 'queue':
    case 'fetch':
    case 'room':
    case 'wait':
    case 'stall':
      return `url(#look-${key})`;
  }
}

/** Terms of a cost, in their order: ink first, then its hatches. */
export function termFill(index: number): string {
  return index === 0 ? 'var(--ink)' : `url(#look-term-${String(((index - 1) % 3) + 1)})`;
}

/** A sample of a fill beside its name. */
export function Swatch({ fill }: { fill: string }) {
  return (
    <svg className="swatch" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      <rect x="0.5" y="0.5" width="13" height="13" fill={fill} stroke="var(--ink)" />
    </svg>
  );
}

import type { Facts } from './facts';

export interface FlowTipProps {
  facts: Facts;
  /** Where the pointer is, and how large the picture: the box opens towards the larger part. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** It was clicked and stays. */
  pinned?: boolean;
}

const AWAY = 14;

export function FlowTip({ facts, x, y, width, height, pinned = false }: FlowTipProps) {
  const across = x > width / 2 ? { right: width - x + AWAY } : { left: x + AWAY };
  const down = y > height / 2 ? { bottom: height - y + AWAY } : { top: y + AWAY };
  return (
    <div className={pinned ? 'flow-tip pinned' : 'flow-tip'} role="tooltip" style={{ ...across, ...down }}>
      <strong>{facts.title}</strong>
      {facts.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

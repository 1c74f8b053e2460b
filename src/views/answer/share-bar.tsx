import { useId } from 'react';
import { percent } from '../../units/format';

/** Parts of a whole as one bar, each with a texture of its own, and in words below it. */
export interface SharePart {
  label: string;
  /** Of one. */
  share: number;
}

/** Ink first, then its hatches, paper last: the order of the parts, so that a part looks the same in every bar. */
const HATCHES = ['M0 2.5h5', 'M2.5 1.6v1.8', 'M2.5 0v5', 'M0 0l5 5', 'M0 5l5 -5'] as const;

/** Smaller than this is not worth its words. */
const LEAST_SHARE = 0.0005;

export function ShareBar({ label, parts }: { label: string; parts: readonly SharePart[] }) {
  const id = useId();
  const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, { share }) => sum + share, 0));
  const fill = (index: number) =>
    index === 0
      ? 'var(--ink)'
      : index === parts.length - 1
        ? 'var(--ground)'
        : `url(#${id}${String((index - 1) % HATCHES.length)})`;
  return (
    <div className="share-bar">
      <svg width="100%" height="16" aria-hidden="true" focusable="false">
        <defs>
          {HATCHES.map((d, i) => (
            <pattern key={d} id={`${id}${String(i)}`} width="5" height="5" patternUnits="userSpaceOnUse">
              <rect width="5" height="5" fill="var(--ground)" />
              <path d={d} stroke="var(--ink)" strokeWidth="1.4" />
            </pattern>
          ))}
        </defs>
        {parts.map((part, i) => (
          <rect
            key={part.label}
            x={`${String(starts[i]! * 100)}%`}
            y="0.5"
            width={`${String(Math.max(0, part.share) * 100)}%`}
            height="15"
            fill={fill(i)}
            stroke={part.share > LEAST_SHARE ? 'var(--ink)' : 'none'}
          />
        ))}
      </svg>
      <ul aria-label={label}>
        {parts.map((part, i) =>
          part.share < LEAST_SHARE ? null : (
            <li key={part.label}>
              <svg width="12" height="12" aria-hidden="true" focusable="false">
                <rect x="0.5" y="0.5" width="11" height="11" fill={fill(i)} stroke="var(--ink)" />
              </svg>
              {part.label} <b>{percent(part.share)}</b>
            </li>
          ),
        )}
      </ul>
    </div>
  );
}

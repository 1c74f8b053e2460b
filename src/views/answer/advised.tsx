import type { ReactNode } from 'react';

/**
 * What a search at rest has found. Until it has, it says that it is under way, and what was found for another scenario
 * keeps its room unseen, so that nothing jumps.
 */
export function Advised<T>(props: {
  advice: { found: T; current: boolean } | null;
  children: (found: T) => ReactNode;
}) {
  const { advice, children } = props;
  return (
    <div className="advised">
      {advice && (
        <div className="advice" data-current={advice.current}>
          {children(advice.found)}
        </div>
      )}
      {!advice?.current && <p className="hint">Looking for what would do …</p>}
    </div>
  );
}

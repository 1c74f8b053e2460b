import type { ReactNode } from 'react';
import { useRun } from '../use-stores';

/**
 * What a search at rest has found. Until it has, it says that it is under way, and what was found for another scenario
 * keeps its room unseen, so that nothing jumps.
 */
export function Advised<T>(props: {
  advice: { found: T; current: boolean } | null;
  children: (found: T) => ReactNode;
}) {
  const { advice, children } = props;
  // Nothing is looked for where no run will end.
  const comes = useRun(({ status }) => status !== 'failed' && status !== 'cancelled');
  const current = advice?.current ?? false;
  return (
    <div className="advised" data-behind={(!current && comes) || undefined}>
      {advice && (
        <div className="advice" data-current={advice.current}>
          {children(advice.found)}
        </div>
      )}
      {!current && <p className="hint">Looking for what would do …</p>}
    </div>
  );
}

import type { ReactNode } from 'react';
import { useScenario } from '../use-stores';

/** A choice about an axis, with which one; where several figures have curves it is said that they share it. */
export function SharedChoice({ axis, children }: { axis: 'x' | 'y'; children: ReactNode }) {
  const several = useScenario((state) => state.scenario.view === 'full');
  return (
    <div className="shared-choice" data-axis={axis}>
      <span>
        {axis} axis{several ? ', all curves' : ''}
      </span>
      {children}
    </div>
  );
}

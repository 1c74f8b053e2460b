import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { ChartChoices } from '../../scenario/chart-choices';
import { useChoice } from './use-choice';

type TabId = ChartChoices['tab'];

const NAMES: Record<TabId, string> = {
  cost: 'Cost',
  frontier: 'Frontier',
  waterfall: 'Waterfall',
  timeline: 'Timeline',
};

const ORDER: readonly TabId[] = ['cost', 'frontier', 'waterfall', 'timeline'];

/** Charts that share one place, so that the page does not become a mile of them. One alone needs no tabs. */
export function ChartTabs({ charts }: { charts: Partial<Record<TabId, ReactNode>> }) {
  const [wanted, choose] = useChoice('tab');
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const there = ORDER.filter((tab) => Boolean(charts[tab]));
  const [first] = there;
  if (first === undefined) return null;
  if (there.length === 1) return charts[first];
  const shown = there.includes(wanted) ? wanted : first;

  const move = (event: KeyboardEvent) => {
    const next = neighbour(there, shown, event.key);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    list.current?.querySelector<HTMLElement>(`[data-tab='${next}']`)?.focus();
  };

  return (
    <div className="chart-tabs">
      <div role="tablist" aria-label="Charts" className="tab-list" ref={list} onKeyDown={move}>
        {there.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            data-tab={tab}
            aria-selected={tab === shown}
            aria-controls={`${id}-panel`}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => choose(tab)}
          >
            {NAMES[tab]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown}`}>
        {charts[shown]}
      </div>
    </div>
  );
}

/** Arrows go round; Home and End go to the ends. */
function neighbour(tabs: readonly TabId[], shown: TabId, key: string): TabId | undefined {
  const at = tabs.indexOf(shown);
  switch (key) {
    case 'ArrowRight':
      return tabs[(at + 1) % tabs.length];
    case 'ArrowLeft':
      return tabs.at(at - 1);
    case 'Home':
      return tabs[0];
    case 'End':
      return tabs.at(-1);
    default:
      return undefined;
  }
}

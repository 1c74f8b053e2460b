import { Suspense } from 'react';
import { workloadById } from '../../scenario/workloads';
import type { FieldGroup } from '../../scenario/field';
import type { Scenario } from '../../scenario/scenario';
import { counted } from '../../units/format';
import { Fold } from '../fold';
import { LaterFolded } from '../later';
import { useScenario } from '../use-stores';
import { summaryOfChanges, type PanelGroup } from './field-groups';

/** A group of fields, folded: its name, and what in it is worth knowing while it is closed. */
export function GroupFold({ group }: { group: PanelGroup }) {
  const summary = useScenario((state) => summaryOf(group.id, state.scenario));
  return (
    <Fold
      id={group.id}
      summary={
        <span className="fold-line">
          <span className="fold-title">{group.title}</span> <span className="fold-now">{summary}</span>
        </span>
      }
    >
      <Suspense>
        <LaterFolded content={{ group: group.id }} />
      </Suspense>
    </Fold>
  );
}

function summaryOf(group: FieldGroup, scenario: Scenario): string {
  const { workload, requests, seed, fmt, kv } = scenario;
  if (group === 'run') return `${counted(requests, 'request')}, seed ${String(seed)}`;
  const changes = summaryOfChanges(group, scenario);
  if (group === 'workload') return changes || (workloadById(workload)?.label ?? workload);
  if (group === 'engine') return changes || `weights ${fmt}, KV ${kv}`;
  if (group === 'prices' && changes === '' && pricesItsChips(scenario))
    return 'of the catalogue and of your own chips';
  return changes || USUAL[group] || '';
}

const pricesItsChips = ({ custom }: Scenario): boolean =>
  custom.chips.some(({ figures }) => figures.usdPerHour !== undefined);

/** What a fold says of itself while nothing in it was changed. */
const USUAL: Partial<Record<FieldGroup, string>> = {
  memory: 'no KV kept between requests',
  routing: 'least work',
  prices: 'of the catalogue',
};

import type { FieldGroup } from '../../scenario/field';
import { ClusterDetails } from './cluster-details';
import { GroupFields } from './group-fields';

/** What a fold of the panel holds. In a file of its own: first paint shows sliders and cards only. */
export type FoldContent = { group: FieldGroup } | { cluster: 'a' | 'b' };

export function Folded({ content }: { content: FoldContent }) {
  return 'cluster' in content ? (
    <ClusterDetails id={content.cluster} />
  ) : (
    <GroupFields group={content.group} />
  );
}

import { AXES, AXIS_IDS } from '../axes';
import { Segmented } from '../segmented';
import { SharedChoice } from './shared-choice';
import { useChoice } from './use-choice';

const OPTIONS = AXIS_IDS.map((id) => ({ value: id, label: AXES[id].short }));

/** The x axis of every chart at once: one of the four sliders. */
export function AxisChoice({ figure }: { figure: string }) {
  const [axis, choose] = useChoice('over');
  return (
    <SharedChoice axis="x">
      <Segmented label={`${figure} against`} value={axis} options={OPTIONS} onChange={choose} />
    </SharedChoice>
  );
}

import { AXES, AXIS_IDS } from '../axes';
import { Segmented } from '../segmented';
import { useStores, useView } from '../use-stores';

/** The x axis of every chart at once: one of the four sliders. */
export function AxisChoice({ figure }: { figure: string }) {
  const { view } = useStores();
  const axis = useView((state) => state.axis);
  return (
    <Segmented
      label={`${figure} against`}
      value={axis}
      options={AXIS_IDS.map((id) => ({ value: id, label: AXES[id].short }))}
      onChange={(next) => view.getState().set({ axis: next })}
    />
  );
}

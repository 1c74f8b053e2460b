import { Segmented } from '../segmented';
import { SharedChoice } from './shared-choice';
import { useChoice } from './use-choice';

const SCALES = [
  { value: 'log', label: 'Log' },
  { value: 'linear', label: 'Linear' },
] as const;

/**
 * The y axis of every curve at once. x stays logarithmic: it is a slider's own scale, over four decades and more, and on
 * an even one all but the last of them would be a hair wide.
 */
export function ScaleChoice({ figure }: { figure: string }) {
  const [scale, choose] = useChoice('scale');
  return (
    <SharedChoice axis="y">
      <Segmented label={`${figure} scale`} value={scale} options={SCALES} onChange={choose} />
    </SharedChoice>
  );
}

import { Segmented } from '../segmented';
import { useChoice } from './use-choice';

const SCALES = [
  { value: 'log', label: 'Log' },
  { value: 'linear', label: 'Linear' },
] as const;

/** The y axis of every curve at once. */
export function ScaleChoice({ figure }: { figure: string }) {
  const [scale, choose] = useChoice('scale');
  return <Segmented label={`${figure} scale`} value={scale} options={SCALES} onChange={choose} />;
}

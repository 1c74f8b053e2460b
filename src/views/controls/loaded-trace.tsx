import { count, seconds, tokens } from '../../units/format';
import type { TraceSummary } from '../../worker/api';
import { useStores } from '../use-stores';

const FORMATS: Record<TraceSummary['format'], string> = {
  'azure-2023': 'Azure 2023',
  mooncake: 'Mooncake',
  'generic-csv': 'CSV',
};

/** What a loaded trace holds, above the sliders that it sets. */
export function LoadedTrace({ trace }: { trace: TraceSummary }) {
  const { run } = useStores();
  return (
    <div className="trace-loaded">
      <p>
        <strong>{trace.name}</strong> ({FORMATS[trace.format]}): {count(trace.requests)} requests in{' '}
        {seconds(trace.durationSeconds)}, {tokens(Math.round(trace.promptTokensMean))} tokens in and{' '}
        {tokens(Math.round(trace.outputTokensMean))} out on average. It sets context, ratio and load.
      </p>
      <button type="button" className="button" onClick={() => run.getState().dropTrace()}>
        Remove
      </button>
    </div>
  );
}

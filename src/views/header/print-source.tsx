import { version } from '../../../package.json';
import { useMedia } from '../flow/use-media';
import { useRun, useScenario, useStores } from '../use-stores';
import { useOpenOnPaper } from './open-on-paper';
import { scenarioWords } from './scenario-words';

/** On paper only: what is asked, in words, and which version and link this is, for whoever wants to see it move. */
export function PrintSource() {
  const printed = useOpenOnPaper();
  // A preview that only looks like paper prints nothing.
  const preview = useMedia('print');
  return printed || preview ? <Source /> : null;
}

function Source() {
  const { linkOf } = useStores();
  const trace = useRun((state) => state.trace);
  const words = useScenario((state) => scenarioWords(state.scenario, trace));
  const link = useScenario((state) =>
    linkOf({ ...state.scenario, view: 'full', layout: 'page', embed: false }),
  );
  return (
    <div className="print-only">
      <p>{words}.</p>
      <p>
        Tokenyard {version} · {link}
      </p>
    </div>
  );
}

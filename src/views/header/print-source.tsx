import { useOpenOnPaper } from './open-on-paper';
import { version } from '../../../package.json';
import { useScenario, useStores } from '../use-stores';

/** On paper only: which version and which scenario this is, for whoever wants to see it move. */
export function PrintSource() {
  useOpenOnPaper();
  const { linkOf } = useStores();
  const link = useScenario((state) =>
    linkOf({ ...state.scenario, view: 'full', layout: 'page', embed: false }),
  );
  return (
    <p className="print-only">
      Tokenyard {version} · {link}
    </p>
  );
}

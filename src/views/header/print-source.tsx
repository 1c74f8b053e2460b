import { version } from '../../../package.json';
import { Unhurried } from '../unhurried';
import { useScenario, useStores } from '../use-stores';
import { useOpenOnPaper } from './open-on-paper';

/** On paper only: which version and which scenario this is, for whoever wants to see it move. */
export function PrintSource() {
  useOpenOnPaper();
  return (
    <Unhurried pace="at rest">
      <Source />
    </Unhurried>
  );
}

function Source() {
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

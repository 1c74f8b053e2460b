import { OpenOnPaper } from '../header/open-on-paper';
import { useScenario } from '../use-stores';
import { Reading, Refused } from './file-notices';
import { Imports } from './imports';
import { Stopped } from './stopped';

/** All that is said of what people did: files they brought, a run they stopped. Nobody does before the page has painted. */
export function LaterNotices() {
  // Elsewhere the head sees to it, which has more to say on paper.
  const bare = useScenario(({ scenario }) => scenario.embed || scenario.layout === 'slide');
  return (
    <>
      {bare && <OpenOnPaper />}
      <Stopped />
      <Reading />
      <Refused />
      <Imports />
    </>
  );
}

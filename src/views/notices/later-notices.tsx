import { Reading, Refused } from './file-notices';
import { Imports } from './imports';
import { Stopped } from './stopped';

/** All that is said of what people did: files they brought, a run they stopped. Nobody does before the page has painted. */
export function LaterNotices() {
  return (
    <>
      <Stopped />
      <Reading />
      <Refused />
      <Imports />
    </>
  );
}

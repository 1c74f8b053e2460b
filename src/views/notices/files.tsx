import { Reading, Refused } from './file-notices';
import { Imports } from './imports';

/** All that is said about files that were brought. Nobody brings one before the page has painted. */
export function Files() {
  return (
    <>
      <Reading />
      <Refused />
      <Imports />
    </>
  );
}

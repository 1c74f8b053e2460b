/** What stands around the parts of the page, and is needed by nobody before it has painted: one file, fetched once. */
export { RunProgress } from './answer/run-progress';
export { HelpKey } from './header/help-key';
export { PrintSource } from './header/print-source';
export { DropZone } from './notices/drop-zone';
export { LaterNotices } from './notices/later-notices';
export { UpdateNotice } from './notices/update-notice';
export { ledBy } from './answer/leads';
export { LookButton } from './slide/look-button';

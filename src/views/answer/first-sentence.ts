import type { Scenario } from '../../scenario/scenario';
import type { Piece } from './sentence';

/**
 * What index.html says of the usual scenario before this visit's engine has said anything: the simulator's answer, found
 * when the page was built. It stands until the same simulator has found it again here, or another scenario is asked for.
 */
export interface FirstSentence {
  of: Scenario;
  pieces: Piece[];
}

/** As `SentenceView` wrote it; null where `root` has none. */
export function readFirstSentence(root: ParentNode, of: Scenario): FirstSentence | null {
  const written = [...(root.querySelector('.sentence')?.childNodes ?? [])];
  const pieces = written
    .filter((node) => node.nodeType !== Node.COMMENT_NODE)
    .map((node) => ({ text: node.textContent ?? '', strong: node.nodeName === 'STRONG' }));
  return pieces.length === 0 ? null : { of, pieces };
}

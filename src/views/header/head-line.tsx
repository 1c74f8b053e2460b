import { StoryLine, type StoryLineProps } from '../slide/story-line';
import { useOpenOnPaper } from './open-on-paper';
import { PrintSource } from './print-source';

/** What of the page's head can come a moment later: the story, and what is on paper only. */
export function HeadLine(props: StoryLineProps) {
  useOpenOnPaper();
  return (
    <>
      <StoryLine {...props} />
      <PrintSource />
    </>
  );
}

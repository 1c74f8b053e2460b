import { tokens } from '../../units/format';
import type { PublishedContext } from './use-published';

/** What the mark of the published context means, where it is drawn. */
export function PublishedNote({ published }: { published: PublishedContext | null }) {
  if (!published) return null;
  const { model, context } = published;
  return (
    <>
      {' '}
      Published {tokens(context)}: the longest context that {model} was published for; up to it longer
      requests are cut, beyond it the model is computed as if it took them.
    </>
  );
}

import { useScenario, useStores } from '../use-stores';
import { CopyField } from './copy-field';
import { Dialog } from './dialog';
import { TraceStays } from './trace-stays';

/** The link holds the whole scenario. The Share button has copied it already; here it can be seen and taken again. */
export function ShareDialog({ copied, onClose }: { copied: boolean | null; onClose: () => void }) {
  const { linkOf, addresses } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const link = linkOf(scenario);
  return (
    <Dialog title="Share this scenario" onClose={onClose}>
      <p role="status" className="dialog-said">
        {copied === true && 'Link copied. Whoever opens it sees this scenario, computed afresh.'}
        {copied === false && 'Whoever opens this link sees this scenario, computed afresh.'}
      </p>
      <TraceStays />
      {addresses.page === null && (
        <p>
          This page is a file on a disk, which has no address for others. Put the text below behind the
          address of a Tokenyard on the web, or hand on the file that Export gives.
        </p>
      )}
      <CopyField label="Link" text={link} button="Copy link" rows={3} />
      <p className="hint">
        For a talk:{' '}
        <a
          className="button-small"
          href={linkOf({ ...scenario, layout: 'slide' })}
          target="_blank"
          rel="noreferrer"
        >
          open it as a slide
        </a>
        . Arrow keys go from step to step of a story.
      </p>
    </Dialog>
  );
}

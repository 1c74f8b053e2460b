import type { SideReport } from '../../engine/result';
import type { Scenario } from '../../scenario/scenario';
import type { RunOutcome } from '../../worker/api';

/** What the Export button saves: the question, the link that asks it again, and both answers. */
export function resultFile(
  scenario: Scenario,
  link: string,
  outcome: RunOutcome,
): { name: string; text: string } {
  const result: { a: SideReport; b: SideReport | null } = {
    a: outcome.a.report,
    b: outcome.b?.report ?? null,
  };
  return {
    name: 'tokenyard-result.json',
    text: `${JSON.stringify({ tokenyard: 1, link, scenario, result }, null, 2)}\n`,
  };
}

export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser reads the blob when it starts the download, which may be after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

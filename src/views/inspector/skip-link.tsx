/** The first stop of the tab key: from the top of the page to the ways into a request, past everything else. */
export function SkipLink() {
  return (
    <button
      type="button"
      className="skip-link button"
      onClick={() => document.querySelector<HTMLElement>('.finder button')?.focus()}
    >
      Skip to the inspector
    </button>
  );
}

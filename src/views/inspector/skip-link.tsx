/** The first stops of the tab key: from the top of the page to the ways into a request, and to the numbers. */
export function SkipLinks() {
  return (
    <>
      <SkipLink to=".finder button" text="Skip to the inspector" />
      <SkipLink to=".tile-value, .answer summary" text="Skip to the answer" />
    </>
  );
}

function SkipLink({ to, text }: { to: string; text: string }) {
  return (
    <button
      type="button"
      className="skip-link button"
      onClick={() => document.querySelector<HTMLElement>(to)?.focus()}
    >
      {text}
    </button>
  );
}

const KEYS: readonly [keys: string, what: string][] = [
  ['W, S or +, −', 'closer, farther'],
  ['A, D or ←, →', 'earlier, later'],
  ['Shift with ←, →', 'select a span around the playhead'],
  ['↑, ↓', 'open the request before, after'],
  ['X', 'the same request on the other side'],
  ['Home, End', 'first, last moments of the run'],
  ['Enter', 'zoom to the selected span'],
  ['F', 'the whole run'],
  ['Escape', 'drop the span, then back to where it opened'],
  ['Ctrl with the wheel', 'closer, farther, at the pointer'],
  ['Drag', 'select a span'],
  ['Click', 'bring the flow to that moment, and open the request there'],
  ['Double click', 'back to where it opened'],
  ['?', 'these keys'],
];

/** What the keys and the pointer do. */
export function TimelineKeys() {
  return (
    <dl className="timeline-keys">
      {KEYS.map(([keys, what]) => (
        <div key={keys}>
          <dt>{keys}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How a side's line is drawn in the charts. */
export function LineSample({ side }: { side: 'A' | 'B' }) {
  return (
    <svg className="line-sample" width="26" height="8" viewBox="0 0 26 8" aria-hidden="true">
      <path d="M1 4h24" strokeDasharray={side === 'A' ? undefined : '5 3.5'} />
    </svg>
  );
}

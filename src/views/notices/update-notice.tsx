import { useEffect, useState } from 'react';
import { keepForOffline, type Waiting } from '../../share/offline';

/** Works without a network from the second visit on; says when a newer version is there, and changes nothing by itself. */
export function UpdateNotice() {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  useEffect(() => void keepForOffline(window, setWaiting), []);
  if (!waiting) return null;
  return (
    <div className="notice notice-quiet" role="status">
      <p>A newer version of this page is ready. Your scenario stays.</p>
      <button type="button" className="button" onClick={() => waiting.take()}>
        Show it
      </button>
    </div>
  );
}

import { useLayoutEffect, useRef, type ReactNode } from 'react';

/**
 * The track of a slider, filled up to `share` of its length. By script: a strict content security policy refuses style
 * attributes in the text of a page, and index.html holds sliders.
 */
export function SliderTrack({ share, children }: { share: number; children: ReactNode }) {
  const track = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => track.current?.style.setProperty('--at', String(share)), [share]);
  return (
    <div className="slider-track" ref={track}>
      {children}
    </div>
  );
}

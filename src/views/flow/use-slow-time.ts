import { useEffect, useState } from 'react';
import type { Seconds } from '../../units/units';
import type { Clock } from '../clock';

/** Numbers that change faster than this cannot be read. */
const REFRESH_MILLISECONDS = 400;

/** Cluster time for what is read as text: it follows the clock a few times a second. */
export function useSlowTime(clock: Clock): Seconds {
  const [time, setTime] = useState(clock.now);
  useEffect(() => {
    let timer: number | null = null;
    const leave = clock.subscribe(() => {
      timer ??= window.setTimeout(() => {
        timer = null;
        setTime(clock.now());
      }, REFRESH_MILLISECONDS);
    });
    return () => {
      leave();
      if (timer !== null) window.clearTimeout(timer);
    };
  }, [clock]);
  return time;
}

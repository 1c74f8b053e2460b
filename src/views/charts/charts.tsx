import { useState } from 'react';
import type { CurveAxis } from '../../worker/api';
import { useView } from '../use-stores';
import { EnergyChart } from './energy-chart';
import { LatencyChart } from './latency-chart';

/** The charts, with one cursor for all: the pointer on one shows the same x on the other. */
export function Charts({ latency, energy }: { latency: boolean; energy: boolean }) {
  const axis = useView((state) => state.axis);
  const [cursor, setCursor] = useState<{ axis: CurveAxis; x: number } | null>(null);
  // An x of another axis means nothing here: tokens are not requests.
  const at = cursor?.axis === axis ? cursor.x : null;
  const move = (x: number | null) => setCursor(x === null ? null : { axis, x });
  return (
    <section className="charts" aria-label="Charts">
      {latency && <LatencyChart cursor={at} onCursor={move} />}
      {energy && <EnergyChart cursor={at} onCursor={move} />}
    </section>
  );
}

import { useEffect, useMemo, useRef } from 'react';
import type { Clock } from '../clock';
import { askedFacts } from './asked-facts';
import type { FlowSide } from './draw';
import { factsOf } from './facts';
import { FlowTip, type FlowTipProps } from './flow-tip';
import type { Thing } from './hit-test';
import { stateAt } from './state-at';
import { useSlowTime } from './use-slow-time';

/** A thing that was clicked, and where, in the picture as it was zoomed then. */
export interface Pin {
  thing: Thing;
  x: number;
  y: number;
  zoom: number;
}

export const samePin = (a: Thing, b: Thing): boolean => identity(a) === identity(b);

const identity = (thing: Thing): string => JSON.stringify({ ...thing, box: null });

/** What is said of a thing that was clicked: it stays and follows the clock, until Escape or a click elsewhere. */
export function PinnedTip(
  props: Omit<FlowTipProps, 'facts'> & {
    thing: Thing;
    sides: readonly FlowSide[];
    clock: Clock;
    onClose: () => void;
  },
) {
  const { thing, sides, clock, onClose, x, y, width, height } = props;
  const here = useRef<HTMLSpanElement>(null);
  const time = useSlowTime(clock);
  const facts = useMemo(() => {
    const snapshots = sides.map((side) => side.snapshot);
    return askedFacts(thing, sides) ?? factsOf(thing, snapshots, stateAt(sides, time));
  }, [thing, sides, time]);
  useEffect(() => {
    const figure = here.current?.closest('figure');
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    // The figure's own controls move the time that is told of; its picture knows what a click there means.
    const down = (event: PointerEvent) => {
      if (event.target instanceof Node && !figure?.contains(event.target)) onClose();
    };
    window.addEventListener('keydown', key);
    window.addEventListener('pointerdown', down);
    return () => {
      window.removeEventListener('keydown', key);
      window.removeEventListener('pointerdown', down);
    };
  }, [onClose]);
  const inside = (at: number, most: number) => Math.max(0, Math.min(most, at));
  return (
    <>
      <span ref={here} hidden />
      {facts && <FlowTip {...{ facts, width, height }} x={inside(x, width)} y={inside(y, height)} pinned />}
    </>
  );
}

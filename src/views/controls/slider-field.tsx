import { memo, useRef, type ReactNode } from 'react';
import type { Field } from '../../scenario/field';
import type { TraceSummary } from '../../worker/api';
import type { Axis } from '../axes';
import { currentX } from '../current-x';
import type { LogScale } from '../log-scale';
import { EXACT } from '../model-choice';
import { useScenario, useStores } from '../use-stores';
import { ResetButton } from './reset-button';
import { SliderTrack } from './slider-track';
import { TypedField } from './typed-field';

interface SliderFieldProps {
  axis: Axis;
  field: Field<number>;
  /** The value as the field writes it. */
  text: string;
  /** Shown in its place, where it is too long to be read. */
  glance?: string | undefined;
  /** What a reset brings back; the field alone unless others say the same thing in another way. */
  resets?: readonly Field<unknown>[];
  /** Beside the typed twin; '' where the text says it itself. */
  unit?: string;
  /** Places of models, in slider positions. */
  ticks?: readonly number[];
  /** How far, in steps, the pointer may be from a tick and still land on it; keys go step by step. */
  pointerReach?: number;
  /** A loaded trace decides instead: the slider shows its value and stands still. */
  trace?: TraceSummary | null;
  /** Stands after the name. */
  beside?: ReactNode;
  children?: ReactNode;
}

/**
 * A logarithmic slider and its typed twin. The slider counts steps, the twin holds the exact value, so a value
 * between two steps survives until the slider is touched. Every `input` event changes the scenario.
 */
export function SliderField(props: SliderFieldProps) {
  const {
    axis,
    field,
    text,
    glance,
    resets = [field],
    unit = axis.unit,
    ticks,
    pointerReach = 0,
    trace = null,
    beside,
    children,
  } = props;
  const { scenario: store } = useStores();
  const value = useScenario((state) => currentX(axis.id, state.scenario, trace));
  const disabled = trace !== null;
  const byPointer = useRef(false);
  const { scale } = axis;
  const position = Number.isFinite(value) ? scale.toPosition(value) : scale.first;

  const change = (next: number, reach: number) => {
    const { scenario, set } = store.getState();
    set(axis.patch(scenario, next, reach));
  };

  return (
    <div className="slider-field">
      <div className="slider-head">
        <span className="slider-label">
          <span aria-hidden="true">{axis.label}</span>
          {beside}
          {!disabled && <ResetButton label={axis.label} fields={resets} />}
        </span>
        <TypedField
          name={`${axis.label}, typed`}
          subject={axis.label}
          unit={unit}
          value={disabled ? axis.print(value) : (glance ?? text)}
          title={disabled ? undefined : glance && `Exactly ${text}`}
          parse={(typed) => field.parse(typed)}
          disabled={disabled}
          onText={(typed) => {
            const parsed = field.parse(typed);
            if (parsed.ok) change(parsed.value, EXACT);
          }}
        />
      </div>
      <SliderTrack share={share(position, scale)}>
        <input
          type="range"
          aria-label={axis.label}
          aria-valuetext={axis.say(value)}
          min={scale.first}
          max={scale.last}
          step={1}
          disabled={disabled}
          value={position}
          onPointerDown={() => (byPointer.current = true)}
          onPointerUp={() => (byPointer.current = false)}
          onPointerCancel={() => (byPointer.current = false)}
          onKeyDown={() => (byPointer.current = false)}
          onChange={(event) =>
            change(scale.fromPosition(Number(event.target.value)), byPointer.current ? pointerReach : 0)
          }
        />
        {ticks && <Ticks ticks={ticks} scale={scale} />}
      </SliderTrack>
      {children}
    </div>
  );
}

function share(position: number, { first, last }: LogScale): number {
  return (position - first) / (last - first);
}

const Ticks = memo(function Ticks({ ticks, scale }: { ticks: readonly number[]; scale: LogScale }) {
  return (
    <svg className="slider-ticks" aria-hidden="true">
      {ticks.map((tick) => {
        const x = `${String(100 * share(tick, scale))}%`;
        return <line key={tick} x1={x} x2={x} y2="6" />;
      })}
    </svg>
  );
});

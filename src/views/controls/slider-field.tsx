import { useRef, type CSSProperties, type ReactNode } from 'react';
import type { Field } from '../../scenario/field';
import type { Axis } from '../axes';
import { useScenario, useStores } from '../use-stores';
import { TypedField } from './typed-field';

interface SliderFieldProps {
  axis: Axis;
  field: Field<number>;
  /** The value as the field writes it. */
  text: string;
  /** Places of models, in slider positions. */
  ticks?: Iterable<number>;
  /** How far, in steps, the pointer may be from a tick and still land on it; keys go step by step. */
  pointerReach?: number;
  /** A loaded trace decides instead. */
  disabled?: boolean;
  children?: ReactNode;
}

/**
 * A logarithmic slider and its typed twin. The slider counts steps, the twin holds the exact value, so a value
 * between two steps survives until the slider is touched. Every `input` event changes the scenario.
 */
export function SliderField(props: SliderFieldProps) {
  const { axis, field, text, ticks, pointerReach = 0, disabled = false, children } = props;
  const { scenario: store } = useStores();
  const value = useScenario((state) => axis.valueOf(state.scenario));
  const byPointer = useRef(false);
  const { scale } = axis;
  const share = (position: number) => (position - scale.first) / (scale.last - scale.first);
  const position = Number.isFinite(value) ? scale.toPosition(value) : scale.first;

  const change = (next: number, reach: number) => {
    const { scenario, set } = store.getState();
    set(axis.patch(scenario, next, reach));
  };

  return (
    <div className="slider-field">
      <div className="slider-head">
        <span className="slider-label" aria-hidden="true">
          {axis.label}
        </span>
        <TypedField
          name={`${axis.label}, typed`}
          subject={axis.label}
          unit={axis.unit}
          value={text}
          parse={(typed) => field.parse(typed)}
          disabled={disabled}
          onText={(typed) => {
            const parsed = field.parse(typed);
            if (parsed.ok) change(parsed.value, 0);
          }}
        />
      </div>
      <div className="slider-track" style={{ '--at': share(position) } as CSSProperties}>
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
        {ticks && (
          <span className="slider-ticks" aria-hidden="true">
            {[...ticks].map((tick) => (
              <i key={tick} style={{ '--at': share(tick) } as CSSProperties} />
            ))}
          </span>
        )}
      </div>
      {children}
    </div>
  );
}

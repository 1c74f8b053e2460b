import { significant } from '../../units/format';
import { Segmented } from '../segmented';
import { useRun, useStores, useView } from '../use-stores';
import { differences, type Difference } from './differences';
import type { ShownReports } from './shown-reports';
import { sumExactly } from './sum-exactly';

/** Why B is not A: the difference of a number in parts that add up to it, as printed. */
export function DifferenceView({ reports }: { reports: ShownReports }) {
  const asked = useRun((state) => state.asked);
  const found = differences(reports.a, reports.b ?? null, asked);
  const { view } = useStores();
  const wanted = useView((state) => state.difference);
  const shown = found.find(({ id }) => id === wanted) ?? found[0];
  if (!shown)
    return (
      <p className="hint">
        Nothing to compare: a side does not run or keep up, or what it takes is not known.
      </p>
    );
  return (
    <div className="difference">
      <Segmented
        label="Difference in"
        value={shown.id}
        options={found.map(({ id, short }) => ({ value: id, label: short }))}
        onChange={(difference) => view.getState().set({ difference })}
      />
      <Parts difference={shown} />
    </div>
  );
}

function Parts({ difference: { what, unit, parts, note } }: { difference: Difference }) {
  const gaps = parts.map(({ a, b }) => b - a);
  const summed = sumExactly(gaps);
  const print = printer(summed.unit, Math.max(Math.abs(summed.total), ...summed.parts.map(Math.abs)), unit);
  const widest = Math.max(...gaps.map(Math.abs), Number.MIN_VALUE);
  return (
    <>
      <table className="difference-parts">
        <caption>B against A: {what}</caption>
        <tbody>
          {parts.map(({ label }, i) => (
            <tr key={i}>
              <th scope="row">{label}</th>
              <td aria-hidden="true">
                <Bar share={gaps[i]! / widest} />
              </td>
              <td className="difference-value">{print(summed.parts[i]!)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            <td />
            <td className="difference-value">{print(summed.total)}</td>
          </tr>
        </tfoot>
      </table>
      {note && <p className="hint">{note}</p>}
    </>
  );
}

/** Less to the left of the middle, more to the right. */
function Bar({ share }: { share: number }) {
  const width = Math.abs(share) * 50;
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="difference-bar">
      <path d="M50 0V10" />
      <rect x={share < 0 ? 50 - width : 50} y="2" width={width} height="6" />
    </svg>
  );
}

const PREFIXES = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
  [1e-3, 'm'],
  [1e-6, 'µ'],
  [1e-9, 'n'],
] as const;

/** All in one prefix and with the same decimals, so that a reader can add them up. */
function printer(step: number, largest: number, unit: Difference['unit']): (units: number) => string {
  const size = step * largest;
  const [scale, prefix] =
    unit === 'US$' ? ([1, ''] as const) : (PREFIXES.find(([from]) => size >= from) ?? ([1, ''] as const));
  const decimals = Math.max(0, Math.round(-Math.log10(step / scale)));
  return (units) => {
    if (units === 0) return significant(0);
    const sign = units > 0 ? '+' : '−';
    const digits = ((Math.abs(units) * step) / scale).toFixed(decimals);
    return unit === 'US$' ? `${sign}$${digits}` : `${sign}${digits}\u202f${prefix}${unit}`;
  };
}

import type { ArchitectureId } from '../../engine/input';

/** A die, as a square; a machine of many SRAM chips, as a grid; a link, as a line between pools. */
const Die = ({ x }: { x: number }) => <rect x={x} y="4" width="14" height="14" rx="1.5" />;

const Grid = ({ x }: { x: number }) => (
  <>
    {[0, 1, 2].flatMap((row) =>
      [0, 1, 2].map((column) => (
        <rect
          key={`${String(row)}${String(column)}`}
          x={x + column * 5.2}
          y={3.8 + row * 5.2}
          width="3.6"
          height="3.6"
        />
      )),
    )}
  </>
);

const PICTURES: Record<ArchitectureId | 'none', React.ReactNode> = {
  gpu: <Die x={15} />,
  'gpu-split': (
    <>
      <Die x={4} />
      <path d="M19.5 11h4" />
      <Die x={26} />
    </>
  ),
  'gpu-sram': (
    <>
      <Die x={4} />
      <path d="M19.5 11h4" />
      <Grid x={26} />
    </>
  ),
  afd: (
    <>
      <Die x={4} />
      <path d="M18.5 8.5h6M18.5 13.5h6" />
      <Grid x={26} />
    </>
  ),
  sram: <Grid x={15} />,
  edge: (
    <>
      <rect x="17" y="2.5" width="10" height="17" rx="2" />
      <path d="M20.5 16.8h3" />
    </>
  ),
  none: <path d="M15 11h14" strokeDasharray="2.5 2.5" />,
};

export function ArchitectureIcon({ id }: { id: ArchitectureId | 'none' }) {
  return (
    <svg className="architecture-icon" viewBox="0 0 44 22" width="44" height="22" aria-hidden="true">
      {PICTURES[id]}
    </svg>
  );
}

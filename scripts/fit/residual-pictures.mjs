// Pictures of the targets that are missed: predicted against measured, and the residual against the load, as one SVG a
// target, small enough to keep beside the text.

const WIDTH = 640;
const HEIGHT = 230;
const PANEL = { width: 270, height: 170, top: 28, lefts: [40, 360] };
/** Colours of the systems, most rows first; what is beyond them is grey. */
const COLOURS = ['#0b6bcb', '#d1495b', '#2e8b57', '#b8860b', '#6a4c93'];
const MOST_POINTS = 400;

/** [title, SVG text] for rows of one kind. */
export function residualPicture(what, entries) {
  const stride = Math.max(1, entries.length / MOST_POINTS);
  const kept = Array.from(
    { length: Math.min(entries.length, MOST_POINTS) },
    (_, i) => entries[Math.floor(i * stride)],
  );
  const counts = new Map();
  for (const { row } of kept) counts.set(row.system, (counts.get(row.system) ?? 0) + 1);
  const systems = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const colourOf = ({ row }) => COLOURS[systems.indexOf(row.system)] ?? '#888';
  const values = kept.flatMap((e) => [e.predicted, e.row.value]);
  const both = logScale(Math.min(...values), Math.max(...values));
  const loaded = kept.filter((e) => loadOf(e.row) !== null);
  const loads = logScale(1, Math.max(2, ...loaded.map((e) => loadOf(e.row))));
  const residual = (e) => Math.max(-2, Math.min(2, e.error));
  const body = [
    panel(0, `measured →, predicted ↑, ${unitOf(kept)}`, both, both),
    `<path d="M${x(0, 0)} ${y(0)}L${x(0, 1)} ${y(1)}" stroke="#999" fill="none"/>`,
    dots(
      kept,
      colourOf,
      (e) => x(0, both.at(e.row.value)),
      (e) => y(both.at(e.predicted)),
    ),
    panel(1, 'users or batch →, ln(predicted ÷ measured) ↑, cut at ±2', loads, linear),
    `<path d="M${x(1, 0)} ${y(0.5)}H${x(1, 1)}" stroke="#999" fill="none"/>`,
    dots(
      loaded,
      colourOf,
      (e) => x(1, loads.at(loadOf(e.row))),
      (e) => y(linear.at(residual(e))),
    ),
    ...systems.slice(0, COLOURS.length).map((name, i) => legend(name, i)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="9">
<title>${escape(what)}: residuals</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${body.join('\n')}
</svg>
`;
}

const x = (panelIndex, share) => round(PANEL.lefts[panelIndex] + share * PANEL.width);
const y = (share) => round(PANEL.top + (1 - share) * PANEL.height);
const round = (value) => Number(value.toFixed(1));
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const unitOf = ([first]) => first?.row.unit.slice(0, 24) || 'as measured';

function loadOf({ load, notes }) {
  const value = Number(/measured mean batch ([\d.]+)/.exec(notes)?.[1] ?? load);
  return load !== '' && value > 0 ? value : null;
}

function logScale(low, high) {
  const [a, b] = [Math.log10(low), Math.log10(high) + 1e-9];
  const ticks = [];
  for (let power = Math.ceil(a); power <= b; power++) ticks.push([10 ** power, String(10 ** power)]);
  return { at: (v) => (Math.log10(v) - a) / (b - a), ticks };
}

const linear = { at: (v) => (v + 2) / 4, ticks: [-2, -1, 0, 1, 2].map((v) => [v, String(v)]) };

function panel(i, title, across, up) {
  const frame = `<rect x="${x(i, 0)}" y="${y(1)}" width="${PANEL.width}" height="${PANEL.height}" fill="none" stroke="#ccc"/>`;
  const below = across.ticks.map(
    ([v, text]) => `<text x="${x(i, across.at(v))}" y="${y(0) + 11}" text-anchor="middle">${text}</text>`,
  );
  const beside = up.ticks.map(
    ([v, text]) => `<text x="${x(i, 0) - 3}" y="${y(up.at(v)) + 3}" text-anchor="end">${text}</text>`,
  );
  return [frame, `<text x="${x(i, 0)}" y="${y(1) - 6}">${escape(title)}</text>`, ...below, ...beside].join(
    '',
  );
}

/** One path a colour: a dot is a line of no length with round ends. */
function dots(entries, colourOf, acrossOf, upOf) {
  const byColour = new Map();
  for (const e of entries) {
    const list = byColour.get(colourOf(e)) ?? [];
    list.push(`M${acrossOf(e)} ${upOf(e)}h0`);
    byColour.set(colourOf(e), list);
  }
  return [...byColour]
    .map(
      ([colour, list]) =>
        `<path d="${list.join('')}" stroke="${colour}" stroke-width="3" stroke-linecap="round" opacity=".55" fill="none"/>`,
    )
    .join('\n');
}

const legend = (name, i) =>
  `<text x="${40 + i * 120}" y="${HEIGHT - 6}" fill="${COLOURS[i]}">● ${escape(name.slice(0, 22))}</text>`;

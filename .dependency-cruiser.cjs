/**
 * The import table of docs/ARCHITECTURE.md, as rules. `may` is what a folder may import besides itself;
 * `types` are folders or files it may take types from, with nothing left of the import after compiling. A test file may
 * import anything: it stands outside the flow.
 */
const TABLE = {
  units: { may: [], packages: [] },
  data: { may: ['units'], types: ['engine/input'], packages: [] },
  engine: { may: ['units'], packages: [] },
  scenario: { may: ['units', 'data', 'engine'], packages: [] },
  worker: { may: ['units', 'engine'], packages: ['comlink'] },
  store: { may: ['units', 'data', 'scenario', 'worker'], types: ['engine'], packages: ['zustand'] },
  views: {
    may: ['units', 'data', 'scenario', 'store', 'share'],
    types: ['engine', 'worker'],
    packages: ['react', 'react-dom', 'zustand', 'd3-array', 'd3-scale', 'd3-shape'],
  },
  share: {
    may: ['units', 'data', 'scenario', 'store'],
    types: ['engine', 'worker'],
    packages: ['react', 'zustand'],
  },
  embed: { may: [], packages: [] },
  site: { may: ['units', 'data', 'scenario', 'engine', 'share/message-schema'], packages: [] },
  validation: { may: ['units', 'data', 'scenario', 'engine'], packages: [] },
  cli: { may: ['units', 'data', 'scenario', 'engine', 'validation'], packages: [], node: true },
};

const notTest = '\\.test\\.tsx?$';
const at = (place) => `^src/${place}[./]`;
const anyOf = (places) => `^src/(${places.join('|')})[./]`;

const folderRules = Object.entries(TABLE).flatMap(([folder, { may, types = [], packages, node }]) => [
  {
    name: `${folder} imports only ${['itself', ...may, ...types.map((t) => `${t} (types)`)].join(', ')}`,
    severity: 'error',
    from: { path: at(folder), pathNot: notTest },
    to: { path: '^(src|bench|e2e|scripts)/', pathNot: anyOf([folder, ...may, ...types]) },
  },
  ...types.map((type) => ({
    name: `${folder} takes only types from ${type}`,
    severity: 'error',
    from: { path: at(folder), pathNot: notTest },
    to: { path: at(type), dependencyTypesNot: ['type-only', 'type-import'] },
  })),
  {
    name: `${folder} uses ${packages.length > 0 ? `only ${packages.join(', ')}` : 'no package'}`,
    severity: 'error',
    from: { path: at(folder), pathNot: notTest },
    to: {
      path: 'node_modules/',
      pathNot: packages.map((name) => `node_modules/(@types/)?${name}/`),
    },
  },
  ...(node
    ? []
    : [
        {
          name: `${folder} runs without Node`,
          severity: 'error',
          from: { path: at(folder), pathNot: notTest },
          to: { dependencyTypes: ['core'] },
        },
      ]),
]);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...folderRules,
    {
      name: 'no cycles, types included',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every import resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'the page stands without its tools',
      severity: 'error',
      from: { path: '^src/[^/]+\\.tsx?$' },
      to: { path: '^(bench|e2e|scripts|src/cli)/' },
    },
    {
      name: 'bench uses the pure parts only',
      severity: 'error',
      from: { path: '^bench/', pathNot: notTest },
      to: { path: '^(src|e2e|scripts)/', pathNot: '^src/(units|data|scenario|engine)/' },
    },
    {
      name: 'e2e meets the page as people do',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^(src|bench)/', pathNot: '^src/(scenario|engine/(input|result)\\.ts)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};

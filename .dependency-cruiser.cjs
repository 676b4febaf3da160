// Who may import whom: the table of the architecture, as rules. A room that is not named under "may" is forbidden;
// "types" means that only `import type` (or `import { type … }`) may cross, so nothing of it ends up in the program.
const rooms = {
  shared: { path: '^shared/', may: [] },
  hardware: { path: '^hardware/', may: ['shared'] },
  server: { path: '^server/', may: ['shared'] },
  agent: { path: '^terminal/agent/', may: ['shared', 'hardware'], types: ['server'] },
  kiosk: { path: '^terminal/kiosk/', may: ['shared'], types: ['agent'] },
  electron: { path: '^terminal/electron/', may: ['agent'] },
  portal: { path: '^portal/', may: ['shared'], types: ['server'] },
  bin: { path: '^bin/', may: ['shared', 'hardware'] },
};

/** Tests that stand beside the code may use the test support; they are no part of any program. */
const tests = '\\.test\\.ts$';

const everyPath = [...Object.values(rooms).map((room) => room.path), '^test/'];

function rulesOf([name, { path, may, types = [] }]) {
  const open = [path, ...may.map((other) => rooms[other].path)];
  const typesOnly = types.map((other) => rooms[other].path);
  const closed = everyPath.filter((other) => !open.includes(other) && !typesOnly.includes(other));
  const rules = [
    {
      name: `${name}-imports`,
      comment: `${name} may import ${may.join(', ') || 'nothing of ours'}${types.length > 0 ? `, and types of ${types.join(', ')}` : ''}.`,
      severity: 'error',
      from: { path, pathNot: tests },
      to: { path: closed },
    },
  ];
  if (typesOnly.length > 0) {
    rules.push({
      name: `${name}-types-only`,
      comment: `${name} may import only types of ${types.join(', ')}.`,
      severity: 'error',
      from: { path, pathNot: tests },
      to: { path: typesOnly, dependencyTypesNot: ['type-only'] },
    });
  }
  return rules;
}

/** Another context's tables and SQL are its own; its door is index.ts. platform and http are the ground all stand on. */
const contextDoors = {
  name: 'server-contexts-by-their-door',
  comment: 'A context of the server calls another through its index.ts.',
  severity: 'error',
  from: { path: '^server/([^/]+)/', pathNot: [tests, '^server/(sandbox|bench)/'] },
  to: {
    path: '^server/([^/]+)/',
    pathNot: ['^server/$1/', '^server/(platform|http)/', '^server/[^/]+/index\\.ts$', '^server/sandbox/'],
  },
};

module.exports = {
  forbidden: [
    ...Object.entries(rooms).flatMap(rulesOf),
    contextDoors,
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: { pathNot: '^(portal|terminal/kiosk)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-packages-in-programs',
      comment: 'What a program imports at run time is under "dependencies".',
      severity: 'error',
      from: { path: '^(shared|hardware|server|terminal/agent)/', pathNot: [tests, '/testing/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.svelte-kit|\\.build|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'svelte'],
    },
  },
};

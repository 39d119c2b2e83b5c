import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Who may import whom. `layers` are other folders of src, `packages` are names or beginnings that end in a colon or slash.
// The first table is the map of the house; the second widens it for the few files that wire everything together.
const LAYERS = {
  core: { layers: [], packages: ['valibot'] },
  shared: { layers: ['core'], packages: ['valibot'] },
  preload: { layers: ['core', 'shared'], packages: ['electron'] },
  renderer: { layers: ['core', 'shared'], packages: ['preact', 'preact/', '@preact/signals', 'uplot'] },
  demo: { layers: ['core', 'shared'], packages: ['node:', 'ssh2'] },
  main: {
    layers: ['core', 'shared'],
    packages: ['node:', 'valibot', 'conf', 'ssh2', 'ssh-config', 'node-notifier', 'node-sqlite3-wasm'],
  },
};
const WIRING = [
  {
    files: ['src/main/electron/**'],
    widens: 'main',
    layers: ['electron'],
    packages: ['electron', 'electron-store', 'electron-updater'],
  },
  {
    files: ['src/main/electron/demo.ts', 'src/main/electron/application.ts'],
    widens: 'main',
    layers: ['electron', 'demo'],
    packages: ['electron'],
  },
  {
    files: ['src/main/index.ts'],
    widens: 'main',
    layers: ['electron', 'demo'],
    packages: ['electron', 'electron-store'],
  },
  { files: ['src/main/cli.ts', 'src/main/cli/**'], widens: 'main', layers: ['demo'], packages: [] },
];
const FOLDERS = [...Object.keys(LAYERS), 'electron'];

/** A folder of src seen from another one: `../core/model`, `./electron/tray`; a file of that name beside the importer is not meant. */
function restrictImports(own, { layers, packages }) {
  const closed = FOLDERS.filter((folder) => folder !== own && !layers.includes(folder));
  const open = packages.map((name) => (/[:/]$/.test(name) ? name : `${name}$`)).join('|');
  const patterns = [
    {
      regex: `^\\.{1,2}/(?:[^']*/)?(?:${closed.join('|')})/`,
      message: `This layer may import only: ${[own, ...layers].join(', ')}.`,
    },
    {
      regex: open === '' ? '^[^.]' : `^(?!${open})[^.]`,
      message: `This layer may import only these packages: ${packages.join(', ') || 'none'}.`,
    },
  ];
  return { 'no-restricted-imports': ['error', { patterns }] };
}

const layerRules = Object.entries(LAYERS).map(([name, allowed]) => ({
  files: [`src/${name}/**`],
  rules: restrictImports(name, allowed),
}));
const wiringRules = WIRING.map(({ files, widens, layers, packages }) => ({
  files,
  rules: restrictImports(widens, {
    layers: [...LAYERS[widens].layers, ...layers],
    packages: [...LAYERS[widens].packages, ...packages],
  }),
}));

const houseSyntax = [
  {
    selector: 'ClassDeclaration, ClassExpression',
    message: 'Plain functions and readonly data; what has a lifetime is made by createX or startX.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
];
const pureSyntax = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time is an argument here.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Chance is an argument here.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument here.' },
];
const testSyntax = [
  {
    selector: "MemberExpression[object.name='vi'][property.name=/^(mock|doMock|hoisted)$/]",
    message: 'No module mocks: pass the collaborator as an argument.',
  },
  { selector: "MemberExpression[object.name=/^(test|it|describe)$/][property.name='only']", message: 'All tests run.' },
];

const nodeGlobals = Object.fromEntries(
  [
    'process',
    'console',
    'Buffer',
    'URL',
    'performance',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'AbortSignal',
    'document',
    'Image',
  ].map((name) => [name, 'readonly']),
);

export default defineConfig(
  globalIgnores(['out/', 'dist/', '.electron/', '.node24/', 'coverage/', 'test/fixtures/']),
  { files: ['**/*.{js,mjs,cjs}'], extends: [js.configs.recommended], languageOptions: { globals: nodeGlobals } },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // There is no `this` in this house, so a method may be taken out of its object.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  { files: ['src/**'], rules: { 'no-restricted-syntax': ['error', ...houseSyntax] } },
  {
    files: ['src/core/**', 'src/shared/**'],
    rules: { 'no-restricted-syntax': ['error', ...houseSyntax, ...pureSyntax] },
  },
  { files: ['test/**/*.{ts,tsx}'], rules: { 'no-restricted-syntax': ['error', ...testSyntax] } },
  ...layerRules,
  ...wiringRules,
  { files: ['*.config.ts'], extends: [tseslint.configs.strict] },
);

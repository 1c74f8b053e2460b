import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Their last digit is left to the browser by the language, so a result that used one could differ. */
const UNPORTABLE_MATH = [
  ['acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cos', 'cosh', 'sin', 'sinh', 'tan', 'tanh'],
  ['cbrt', 'exp', 'expm1', 'hypot', 'log', 'log10', 'log1p', 'log2', 'pow'],
].flat();

const ONE_LINK = 'Only store/url-sync.ts reads and writes the link.';
const OUTSIDE_ENGINE = 'The engine is a function of its input: no clock, no timer, no randomness of its own.';

export default defineConfig(
  globalIgnores([
    'dist',
    'dist-cli',
    'dist-single',
    'dist-site',
    'coverage',
    'test-results',
    'playwright-report',
    // Part of tsconfig.pure.json alone, and only declarations.
    'pure-globals.d.ts',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // Numbers print as people expect; objects and null still may not be printed by accident.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // There are no enums (`erasableSyntaxOnly`), and looking for them takes a tenth of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Reads of typed arrays in bounded loops are `| undefined` to the compiler; `!` says the index is in range.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `onChange={() => set(x)}` says no more with braces.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // `expect(thing.method)` looks at the method and does not call it.
    files: ['**/*.test.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['src/**/*.tsx', 'src/views/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: ['src/store/url-sync.ts', 'src/main.tsx'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['location', 'history'].map((name) => ({ name, message: ONE_LINK })),
      ],
      'no-restricted-properties': [
        'error',
        ...['location', 'history'].map((property) => ({ object: 'window', property, message: ONE_LINK })),
      ],
    },
  },
  {
    files: ['src/engine/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: OUTSIDE_ENGINE },
        ...UNPORTABLE_MATH.map((property) => ({
          object: 'Math',
          property,
          message: 'Not the same to the last digit everywhere: use engine/number.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "BinaryExpression[operator='**']", message: 'As Math.pow: use engine/number.' },
        { selector: "AssignmentExpression[operator='**=']", message: 'As Math.pow: use engine/number.' },
      ],
      'no-restricted-globals': [
        'error',
        ...['Date', 'performance', 'setTimeout', 'setInterval', 'queueMicrotask', 'console', 'crypto'].map(
          (name) => ({ name, message: OUTSIDE_ENGINE }),
        ),
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'module', 'performance', 'process', 'TextDecoder', 'URL', 'window'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
);

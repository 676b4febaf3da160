import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const typed = [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked];

/** What this house asks beyond the presets; the reasons are in the design notes on habits. */
const house = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidOperator: true },
  ],
  // Numbers and booleans say what one expects of them in a text.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // With noPropertyAccessFromIndexSignature the compiler decides which of both is right.
  '@typescript-eslint/dot-notation': 'off',
  // An async function that implements an asynchronous interface needs no await.
  '@typescript-eslint/require-await': 'off',
  // A number, a text or a list that may be absent is compared as it stands where that is meant.
  '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
  'no-empty': ['error', { allowEmptyCatch: false }],
  eqeqeq: 'error',
  'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }],
};

export default ts.config(
  { ignores: ['**/node_modules/', '.build/', '.data/', '**/.svelte-kit/', '**/.svelte-check/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mts', '**/*.svelte'],
    extends: [...typed],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: house,
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], projectService: true },
    },
    rules: {
      // Runes are declared with let; the plugin's own rule knows which.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$derived'] }],
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  // Programs write their logs; pages and pure code have nothing to say there.
  { files: ['shared/**', 'portal/src/**', 'terminal/kiosk/src/**'], rules: { 'no-console': 'error' } },
  { files: ['**/*.{js,mjs,cjs}', '**/*.config.ts'], languageOptions: { globals: globals.node } },
  { files: ['**/*.{js,mjs,cjs}'], extends: [ts.configs.disableTypeChecked] },
  {
    // A table of cases is long, and a test may look at what a type hides.
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);

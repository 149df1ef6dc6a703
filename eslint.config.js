const js = require('@eslint/js');
const prettier = require('eslint-config-prettier');
const importSort = require('eslint-plugin-simple-import-sort');
const tseslint = require('typescript-eslint');

module.exports = tseslint.config(
  {
    ignores: [
      'node_modules',
      'build',
      'templates',
      'dist*',
      'imports',
      'coverage',
      'apps/*/*/**',
      'importer/read/compose-go',
    ],
  },
  js.configs.recommended,
  {
    plugins: { 'import-sort': importSort },
    // Packages, then files, without a blank line between them; exports are in an order of their own.
    rules: { 'import-sort/imports': ['error', { groups: [['^[^.]', '^\\.']] }] },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A construct does its work in its constructor: `new Postgres(this, 'db', …)` needs no variable.
      '@typescript-eslint/no-extraneous-class': ['error', { allowConstructorOnly: true }],
      'max-lines': ['error', 300],
      'no-console': 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "TSParameterProperty > Identifier[name='props'], PropertyDefinition[key.name='props']",
          message: 'Resolve props in the constructor, with their defaults, and keep fields.',
        },
      ],
    },
  },
  {
    files: ['engine/**/*.ts', 'cli/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts', 'main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
  {
    // in report.html
    files: ['importer/report/page/report-page.js'],
    languageOptions: {
      sourceType: 'script',
      globals: {
        document: 'readonly',
        Node: 'readonly',
        getSelection: 'readonly',
        location: 'readonly',
        addEventListener: 'readonly',
      },
    },
  },
  prettier,
);

// One lint for the house. Borders are in tools/lint/borders.mjs; here are the size caps, the rules
// about types, and the rules for templates and for the graph.
import graphql from '@graphql-eslint/eslint-plugin';
import angular from 'angular-eslint';
import ts from 'typescript-eslint';
import borders, { specFiles } from './tools/lint/borders.mjs';

const tables = ['**/*.data.ts', '**/*.table.ts', '**/migrations/**/*.ts'];

const noSkip = [
  {
    selector:
      'CallExpression[callee.property.name=/^(skip|only|todo|fixme)$/][callee.object.name=/^(it|test|describe)$/]',
    message: 'no skipped and no lonely tests',
  },
  {
    selector: 'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
    message: 'no skipped and no lonely tests',
  },
];
const fewParameters = [
  'FunctionDeclaration[params.length>4]',
  'ArrowFunctionExpression[params.length>4]',
  "MethodDefinition[kind!='constructor'] > FunctionExpression[params.length>4]",
  ':not(MethodDefinition) > FunctionExpression[params.length>4]',
].map((selector) => ({ selector, message: 'at most four parameters; pass an object' }));
const noEnvironment = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'config.ts is the only reader of the environment',
  },
];
const noClock = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'asOf is passed in',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'asOf is passed in',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'asOf is passed in' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'no chance here',
  },
];
const syntax = (...lists) => ['error', ...fewParameters, ...noSkip, ...lists.flat()];

export default [
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/generated/**',
      '**/.angular/**',
      '.nx/**',
      '.data/**',
      '**/test-results/**',
      '**/playwright-report/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: ts.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': ts.plugin },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      'no-restricted-syntax': syntax(noEnvironment),
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'no-console': 'error',
      'prefer-const': 'error',
      'no-var': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/ban-ts-comment': 'error',
    },
  },
  ...borders,
  {
    files: ['libs/risk-model/src/**/*.ts'],
    ignores: specFiles,
    rules: { 'no-restricted-syntax': syntax(noEnvironment, noClock) },
  },
  {
    files: ['apps/api/src/config.ts', 'tools/**/*.ts', 'apps/e2e/**/*.ts'],
    rules: { 'no-restricted-syntax': syntax() },
  },
  {
    // commands talk to a person at a terminal
    files: [
      'tools/**/*.ts',
      'apps/api/src/cli.ts',
      'apps/api/src/cli/**/*.ts',
      'apps/api/src/emit-schema.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: [...specFiles, 'apps/e2e/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'no-restricted-syntax': syntax(),
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: tables, rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  {
    files: ['apps/dashboard/src/**/*.ts', 'libs/charts/src/**/*.ts'],
    plugins: { '@angular-eslint': angular.tsPlugin },
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/contextual-lifecycle': 'error',
      '@angular-eslint/no-empty-lifecycle-method': 'error',
      '@angular-eslint/no-input-rename': 'error',
      '@angular-eslint/no-output-native': 'error',
      '@angular-eslint/no-output-on-prefix': 'error',
      '@angular-eslint/prefer-inject': 'error',
      '@angular-eslint/prefer-signals': 'error',
      '@angular-eslint/prefer-standalone': 'error',
      '@angular-eslint/use-lifecycle-interface': 'error',
    },
  },
  {
    files: ['apps/dashboard/src/**/*.html', 'libs/charts/src/**/*.html'],
    languageOptions: { parser: angular.templateParser },
    plugins: { '@angular-eslint/template': angular.templatePlugin },
    rules: {
      // the content security policy refuses static styles in markup; [style.x] bindings pass
      'no-restricted-syntax': [
        'error',
        { selector: "TextAttribute[name='style']", message: 'no style attribute: use a class' },
        {
          selector: "BoundAttribute[name='style'][__originalType=1]",
          message: 'no [attr.style]: use [style.x]',
        },
      ],
      '@angular-eslint/template/alt-text': 'error',
      '@angular-eslint/template/banana-in-box': 'error',
      '@angular-eslint/template/click-events-have-key-events': 'error',
      '@angular-eslint/template/eqeqeq': ['error', { allowNullOrUndefined: true }],
      '@angular-eslint/template/interactive-supports-focus': 'error',
      '@angular-eslint/template/label-has-associated-control': 'error',
      '@angular-eslint/template/no-any': 'error',
      '@angular-eslint/template/no-autofocus': 'error',
      '@angular-eslint/template/no-distracting-elements': 'error',
      '@angular-eslint/template/no-positive-tabindex': 'error',
      '@angular-eslint/template/prefer-control-flow': 'error',
      '@angular-eslint/template/role-has-required-aria': 'error',
      '@angular-eslint/template/table-scope': 'error',
      '@angular-eslint/template/use-track-by-function': 'error',
      '@angular-eslint/template/valid-aria': 'error',
    },
  },
  {
    files: ['libs/contract/**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: {
        graphQLConfig: {
          schema: `${import.meta.dirname}/libs/contract/schema.graphql`,
          documents: `${import.meta.dirname}/libs/contract/operations/**/*.graphql`,
        },
      },
    },
    plugins: { '@graphql-eslint': graphql },
  },
  {
    files: ['libs/contract/schema.graphql'],
    rules: {
      '@graphql-eslint/description-style': 'error',
      '@graphql-eslint/no-duplicate-fields': 'off',
      // The two root types are made by the code-first builder and take no description of ours.
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: false,
          ignoredSelectors: ['ObjectTypeDefinition[name.value=/^(Query|Mutation)$/]'],
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        { types: 'PascalCase', FieldDefinition: 'camelCase', EnumValueDefinition: 'UPPER_CASE' },
      ],
      '@graphql-eslint/no-typename-prefix': 'off',
      '@graphql-eslint/unique-type-names': 'error',
    },
  },
  {
    files: ['libs/contract/operations/**/*.graphql'],
    rules: {
      '@graphql-eslint/executable-definitions': 'error',
      '@graphql-eslint/fields-on-correct-type': 'error',
      '@graphql-eslint/known-argument-names': 'error',
      '@graphql-eslint/known-type-names': 'error',
      '@graphql-eslint/no-anonymous-operations': 'error',
      '@graphql-eslint/no-deprecated': 'error',
      '@graphql-eslint/no-duplicate-fields': 'error',
      '@graphql-eslint/no-undefined-variables': 'error',
      '@graphql-eslint/no-unused-fragments': 'error',
      '@graphql-eslint/no-unused-variables': 'error',
      '@graphql-eslint/provided-required-arguments': 'error',
      '@graphql-eslint/scalar-leafs': 'error',
      '@graphql-eslint/unique-operation-name': 'error',
      '@graphql-eslint/value-literals-of-correct-type': 'error',
      '@graphql-eslint/variables-are-input-types': 'error',
    },
  },
];

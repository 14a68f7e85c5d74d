import presets from 'jest-preset-angular/presets/index.js';

/** jest-preset-angular's preset is CommonJS: its default is imported, then made an ESM preset. */
export default {
  ...presets.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.json' }),
  displayName: 'charts',
  setupFilesAfterEnv: ['<rootDir>/src/testing/setup.ts'],
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^tslib$': 'tslib/tslib.es6.mjs' },
};

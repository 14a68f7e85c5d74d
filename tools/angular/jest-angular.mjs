// The Jest preset of projects with Angular templates: jest-preset-angular as ES modules, libraries
// from their sources. The package's presets are CommonJS, hence the default import.
import presets from 'jest-preset-angular/presets/index.js';
import { relativeJs } from '../../jest.preset.mjs';

const preset = presets.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' });

export default {
  ...preset,
  moduleNameMapper: { ...preset.moduleNameMapper, ...relativeJs },
  testEnvironmentOptions: { customExportConditions: ['source', 'browser', 'module'] },
  setupFilesAfterEnv: [`${import.meta.dirname}/jest-setup.mjs`],
  transformIgnorePatterns: ['node_modules/(?!(tslib|.*\\.mjs$))'],
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testTimeout: 30_000,
};

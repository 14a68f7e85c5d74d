// What every Jest project shares: ES modules compiled by SWC with the same settings as the build,
// and the workspace's libraries taken from their sources (condition "source"), so that no spec
// depends on a build. Needs NODE_OPTIONS=--experimental-vm-modules, which `npm test` sets.
import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;

/** Conditions under which `@chaperone/*` resolves to `src/index.ts` instead of `dist`. */
export const sourceConditions = ['source', 'node', 'node-addons'];

/** `./x.js` in an import means `./x.ts` beside it. */
export const relativeJs = { '^(\\.{1,2}/.*)\\.js$': '$1' };

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: sourceConditions },
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: relativeJs,
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }] },
  testMatch: ['<rootDir>/**/*.spec.ts', '<rootDir>/**/*.e2e-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testTimeout: 30_000,
};

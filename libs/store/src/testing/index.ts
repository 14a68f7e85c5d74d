/**
 * What specs need of the store: a database of their own and builders for records.
 * Second door of the library (`@chaperone/store/testing`); no product code comes through it.
 */
export * from './breach.builders.js';
export * from './builders.js';
export * from './file.builders.js';
export * from './questionnaire.builders.js';
export type { Says } from './write.js';
export {
  emptyDatabase,
  forbidWritesAround,
  letWritesAround,
  migrationsFingerprint,
  provideTemplate,
  testDatabase,
} from './test-database.js';
export type { EmptyDatabase, TestDatabase, TestServer } from './test-database.js';

/**
 * The store: tables, migrations and the way to the database.
 * In: facts, inside a transaction that the caller opened. Out: entities, and pools for read models.
 * It knows the words of risk-model and PostgreSQL; it must not know Nest, GraphQL or a screen.
 */
export * from './entities.js';
export {
  isLegalForm,
  nameWords,
  normaliseName,
  splitName,
  type NameParts,
} from './normalise-name.js';
export * from './errors.js';
export {
  appRoleName,
  appRoleOf,
  quoteIdentifier,
  scopedRoleName,
  scopedRoleOf,
} from './app-role.js';
export {
  AREAS,
  enterScope,
  proveRowSecurity,
  readInScope,
  UnguardedRowsError,
} from './row-scope.js';
export type { Area, RowScope } from './row-scope.js';
export { rowBatches, type LongQuestion } from './row-batches.js';
export {
  allowPurge,
  appRole,
  checkServer,
  createDataSource,
  inTransaction,
  markInstallation,
  migrate,
  readInstallation,
  withinScope,
} from './data-source.js';
export type { DataSourceSettings, ServerFacts, TransactionSettings } from './data-source.js';
export { UNWATCHED, WATCHED, type Watched } from './audit/watched.js';
export { watchTables } from './audit/watch-tables.js';
export { LOCKS } from './locks.js';
export { MIGRATIONS } from './migrations/index.js';
export { readJson, readPool, readText } from './read-pool.js';
export type { NamedStatement, ReadPoolSettings } from './read-pool.js';
export { STORE_TYPES } from './types.js';
export { updateWithRev } from './update-with-rev.js';
export type { SeenRecord } from './update-with-rev.js';
export { insertColumns, updateColumns } from './write-columns.js';
export type { ColumnValues } from './write-columns.js';

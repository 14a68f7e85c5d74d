import type { Logger } from 'typeorm';

/**
 * Keeps TypeORM from writing to the console: whatever goes wrong is thrown, and the caller, who
 * knows how the product logs, says it once.
 */
export class QuietLogger implements Logger {
  logQuery(): void {}
  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

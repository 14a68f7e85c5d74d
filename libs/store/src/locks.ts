/**
 * The numbers of PostgreSQL's advisory locks, all in one place: two uses of one number wait for each other.
 * They must never change, since processes of two versions may run side by side during an upgrade.
 */
export const LOCKS = {
  /** Migrating, one process at a time. */
  MIGRATIONS: 7_262_026,
  /** Making the specs' template database. */
  SPEC_TEMPLATE: 7_262_027,
  /** Imports and their undoing, one after the other. */
  IMPORTS: 7_262_028,
  /** The night's work, by one of many processes. */
  NIGHTLY: 7_262_029,
  /** Changing people, so that two administrators do not remove each other. */
  PEOPLE: 7_262_030,
  /** Changing keys. */
  KEYS: 7_262_031,
  /** First of two numbers; the second is the generation of keys that a process holds. */
  KEY_GENERATION: 7_262_032,
  /** Sealing what an earlier version left in clear. */
  SEALING: 7_262_033,
  /** A rotation of keys, from its first step to its last. */
  ROTATION: 7_262_034,
  /** The end of the audit log's chain; `append_audit` takes it in the database. */
  AUDIT_CHAIN: 7_262_040,
  /** Counting the quota of files. */
  FILE_QUOTA: 7_262_041,
  /** Sweeping files. */
  FILE_SWEEP: 7_262_042,
} as const;

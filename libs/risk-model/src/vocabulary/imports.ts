/** Imports. */

/** What can be imported. */
export const IMPORT_SOURCES = [
  'HHS_OCR',
  'HIBP',
  'STATE_AG',
  'VENDORS',
  'ANSWERS',
  'SUBPROCESSORS',
] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];

/** Where an import stands. PREVIEWED: a dry run, nothing written. */
export const IMPORT_STATUSES = ['RUNNING', 'PREVIEWED', 'APPLIED', 'UNDONE', 'FAILED'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

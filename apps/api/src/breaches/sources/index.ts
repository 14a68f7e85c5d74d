/**
 * Breach records as their sources tell them: one parser a file.
 * In: a user's file. Out: drafts in our words with the line they came from, and faults row by row.
 * Must not know the database, nor vendors: `matching` says whom a record is about, the import
 * decides what is new. To add a source: one parser here, one line in `BREACH_PARSERS`.
 */
import type { BreachSource } from '@chaperone/risk-model';
import type { TextFile } from '../../imports/parsing/index.js';
import type { BreachBatch } from './breach-draft.js';
import { parseHhsOcr } from './hhs-ocr.js';
import { parseHibp } from './hibp.js';
import { parseStateAg } from './state-ag.js';

export * from './breach-draft.js';
export { exportDayOf } from './export-day.js';
export * from './merge-exports.js';
export * from './pair-with-stored.js';
export { parseHhsOcr, parseHibp, parseStateAg };

/** Sources that come as files. */
export type BreachFileSource = Extract<BreachSource, 'HHS_OCR' | 'HIBP' | 'STATE_AG'>;

/** Reads a file of one source, batch by batch. Throws FileRefused when it is another's file. */
export type BreachParser = (file: TextFile) => AsyncGenerator<BreachBatch>;

export const BREACH_PARSERS: Readonly<Record<BreachFileSource, BreachParser>> = {
  HHS_OCR: parseHhsOcr,
  HIBP: parseHibp,
  STATE_AG: parseStateAg,
};

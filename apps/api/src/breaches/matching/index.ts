/**
 * Which vendor a breach record is about, and which records are one event.
 * In: records and vendors as plain values. Out: scores with their reasons, groups, default faults.
 * Pure: the database only finds candidates, people decide, and nothing here knows either.
 */
export * from './candidate-incidents.js';
export { defaultFault } from './default-fault.js';
export * from './score-match.js';

/**
 * The words of risk, written once and used in table, graph and screen.
 * Terms follow HIPAA (45 CFR), VERIS 1.3 and W3C DPV 2.3; one word per idea.
 * Order matters where a docblock says so: later means more.
 */

export * from './vocabulary/vendors.js';
export * from './vocabulary/services.js';
export * from './vocabulary/agreements.js';
export * from './vocabulary/questionnaires.js';
export * from './vocabulary/breaches.js';
export * from './vocabulary/scores.js';
export * from './vocabulary/imports.js';
export * from './vocabulary/roles.js';

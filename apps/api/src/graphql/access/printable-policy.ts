import { CAPABILITIES, MEANING, SCOPES } from './capabilities.js';
import { FIELD_TABLE } from './field-table.js';
import { ROLE_TABLE } from './roles.js';

/** The policy as it can be printed: the tables that decide() reads, and what their words mean. */
export function printablePolicy() {
  return {
    roles: ROLE_TABLE,
    scopes: SCOPES,
    capabilities: CAPABILITIES.map((name) => ({ name, meaning: MEANING[name] ?? null })),
    fields: FIELD_TABLE,
  };
}

/** The policy as a document for people: docs/access.md is this text, and a spec keeps it so. */
import { ROLES } from '@chaperone/risk-model';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { NEEDS, STAGES } from './judge-document.js';
import type { FieldRule, Needs } from './field-table.js';
import { printablePolicy } from './printable-policy.js';

const words = (needs: Needs | undefined): string =>
  needs === undefined || needs === 'EVERYBODY' ? 'everybody' : needs.map(code).join(' or ');
const code = (word: string): string => `\`${word}\``;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)];
}

function roleTable(): string[] {
  const { roles, capabilities, scopes } = printablePolicy();
  const rows = capabilities.map(({ name, meaning }) => [
    code(name),
    meaning ?? '',
    ...ROLES.map((role) => (roles[role].includes(name) ? 'yes' : '')),
    scopes.includes(name) ? 'yes' : '',
  ]);
  return table(['Capability', 'Means', ...ROLES.map(code), 'Token'], rows);
}

function ruleText([name, { needs, withhold, opens }]: [string, FieldRule]): string {
  if (opens) return `${code(name)} comes with ${opens.map(code).join(', ')}`;
  return `${code(name)}: ${words(needs)}${withhold ? ', else empty' : ''}`;
}

function fieldTable(): string[] {
  const rows = Object.entries(printablePolicy().fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, { needs, fields }]) => [
      code(type),
      words(needs),
      Object.entries(fields ?? {})
        .map(ruleText)
        .join('; '),
    ]);
  return table(['Type', 'Needs', 'Its fields that differ'], rows);
}

function rootTable(type: GraphQLObjectType | null | undefined): string[] {
  const rows = Object.values(type?.getFields() ?? {})
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, extensions }) => {
      const stages = extensions[STAGES] as readonly string[] | undefined;
      const needs = extensions[NEEDS] as Needs | undefined;
      const onTheWay = stages ? `sign-ins at ${stages.map(code).join(', ')}` : '';
      return [code(name), [needs ? words(needs) : '', onTheWay].filter(Boolean).join('; ')];
    });
  return table(['Root field', 'Open to'], rows);
}

/** The document. */
export function policyText(schema: GraphQLSchema): string {
  return [
    '# Who may do what',
    '',
    'Made from the policy itself; `CHAPERONE_UPDATE_DOCS=1 npm test -- slices access.spec` writes it anew.',
    'Whatever does not stand here is denied. A token may what its role and its scopes both allow.',
    '',
    '## Roles and scopes',
    '',
    ...roleTable(),
    '',
    '## Fields',
    '',
    'Any one of the capabilities will do. A field needs what its type needs and, where it differs, its own',
    'besides. A document that asks for a refused field is not run; "else empty" gives null, no items or no text.',
    '',
    ...fieldTable(),
    '',
    '## Queries',
    '',
    ...rootTable(schema.getQueryType()),
    '',
    '## Changes',
    '',
    ...rootTable(schema.getMutationType()),
    '',
  ].join('\n');
}

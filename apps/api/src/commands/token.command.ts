import { parseArgs } from 'node:util';
import { STAFF_ROLES, type StaffRole } from '@chaperone/risk-model';
import { SCOPES } from '../graphql/access/capabilities.js';
import { Work } from '../graphql/work.js';
import {
  ApiTokensService,
  LONGEST_DAYS,
  type NewApiToken,
} from '../identity/api-tokens.service.js';
import { UsageError, type Command } from './command.js';

function scopesOf(text: string): string[] {
  const scopes = text.split(',').map((scope) => scope.trim());
  if (scopes.some((scope) => !SCOPES.some((known) => known === scope)))
    throw new UsageError(`--scopes are some of ${SCOPES.join(',')}.`);
  return scopes;
}

function roleOf(text: string): StaffRole {
  const role = STAFF_ROLES.find((name) => name === text.toUpperCase());
  if (!role) throw new UsageError(`--role is one of ${STAFF_ROLES.join(', ')}.`);
  return role;
}

function wanted(args: readonly string[]): NewApiToken {
  const { values } = parseArgs({
    args: [...args],
    options: {
      name: { type: 'string', default: 'command line' },
      role: { type: 'string', default: 'ADMIN' },
      days: { type: 'string', default: '90' },
      scopes: { type: 'string', default: SCOPES.join() },
    },
  });
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
    throw new UsageError(`--days is a whole number from 1 to ${LONGEST_DAYS}.`);
  return { name: values.name, role: roleOf(values.role), days, scopes: scopesOf(values.scopes) };
}

/** `token create`: a token for scripts; it is printed once and cannot be read again. */
export const tokenCommand: Command = {
  name: 'token',
  usage:
    'create [--name NAME] [--role ADMIN] [--days 90] [--scopes vendors:read,graph:any]   make a token for scripts',
  run: async ([what, ...args], { app, print }) => {
    if (what !== 'create') throw new UsageError('Say `token create`.');
    const token = wanted(args);
    const { token: text } = await app
      .get(Work)
      .change((tx) => app.get(ApiTokensService).create(tx, token));
    print(`API token: ${text}`);
    return 0;
  },
};

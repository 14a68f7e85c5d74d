import { parseArgs } from 'node:util';
import { STAFF_ROLES, type StaffRole } from '@chaperone/risk-model';
import { Work } from '../graphql/work.js';
import { ApiTokensService, type NewApiToken } from '../identity/api-tokens.service.js';
import { UsageError, type Command } from './command.js';

const LONGEST_DAYS = 366;

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
    },
  });
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
    throw new UsageError(`--days is a whole number from 1 to ${LONGEST_DAYS}.`);
  return { name: values.name, role: roleOf(values.role), days };
}

/** `token create`: a token for scripts; it is printed once and cannot be read again. */
export const tokenCommand: Command = {
  name: 'token',
  usage: 'create [--name NAME] [--role ADMIN] [--days 90]   make a token for scripts',
  run: async ([what, ...args], { app, print }) => {
    if (what !== 'create') throw new UsageError('Say `token create`.');
    const token = wanted(args);
    const text = await app.get(Work).change((tx) => app.get(ApiTokensService).create(tx, token));
    print(`API token: ${text}`);
    return 0;
  },
};

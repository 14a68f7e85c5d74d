import { parseArgs } from 'node:util';
import { CONFIG, type Config } from '../config.js';
import { Refusal } from '../graphql/refusal.js';
import { PersonResets } from '../identity/person-resets.service.js';
import { UsageError, type Command } from './command.js';

/**
 * `recover`: for an administrator who has neither password nor second factor any more. Whoever can run
 * this reads the database anyway; it is written into the audit log, and every administrator is told.
 */
export const recoverCommand: Command = {
  name: 'recover',
  usage:
    '--email ADDRESS [--url http://localhost:3000]   end a person’s factors and sessions; print a link to begin anew',
  run: async (args, { app, print, warn }) => {
    const config = app.get<Config>(CONFIG);
    const { values } = parseArgs({
      args: [...args],
      options: {
        email: { type: 'string' },
        url: { type: 'string', default: config.publicOrigin ?? `http://localhost:${config.port}` },
      },
    });
    if (!values.email) throw new UsageError('Say whom: --email ADDRESS.');
    try {
      const { path } = await app.get(PersonResets).recover(values.email);
      warn(
        'Their second factors, recovery codes and sessions are gone; everybody in charge is told.',
      );
      warn('This link lets them choose a password and a second factor, once, within an hour:');
      print(`${values.url.replace(/\/$/, '')}${path}`);
      return 0;
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      warn(thrown.message);
      return 1;
    }
  },
};

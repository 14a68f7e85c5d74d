import { parseArgs } from 'node:util';
import { CONFIG, type Config } from '../config.js';
import { makeSignInLink } from '../first-steps.js';
import { INSTALLATION, type Installation } from '../runtime.js';
import type { Command } from './command.js';

/** `sign-in-link`: the demo's link, or the set-up link while nobody is there yet. */
export const signInLinkCommand: Command = {
  name: 'sign-in-link',
  usage: '[--url http://localhost:3000]   print a new one-time link (the demo, or first set-up)',
  run: async (args, { app, print, warn }) => {
    const config = app.get<Config>(CONFIG);
    const { values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string', default: config.publicOrigin ?? `http://localhost:${config.port}` },
      },
    });
    const demo = app.get<Installation>(INSTALLATION).kind === 'DEMO';
    const link = await makeSignInLink(app, demo ? 'demo' : 'start', values.url.replace(/\/$/, ''));
    if (link) print(link);
    else warn('Somebody has been set up already. Sign in with e-mail address and password.');
    return link ? 0 : 1;
  },
};

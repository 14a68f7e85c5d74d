import { systemPrincipal } from '../graphql/work.js';
import { ScoringService } from '../scoring/scoring.service.js';
import type { Command } from './command.js';

/** `rescore`: scores every vendor anew. */
export const rescoreCommand: Command = {
  name: 'rescore',
  usage: '  score every vendor anew',
  run: async (_args, { app, print }) => {
    const since = performance.now();
    const { vendors } = await app.get(ScoringService).rescoreAll('REQUESTED', systemPrincipal);
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    print(`${vendors} vendors scored in ${seconds} s.`);
    return 0;
  },
};

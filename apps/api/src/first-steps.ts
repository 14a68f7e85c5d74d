/** What a server does once it can: publish the built-in questionnaire, load the demo's sample, print how to get in. */
import type { INestApplicationContext } from '@nestjs/common';
import { PersonEntity } from '@chaperone/store';
import { SCOPES } from './graphql/access/capabilities.js';
import { Clock } from './graphql/clock.js';
import { Work } from './graphql/work.js';
import { ApiTokensService } from './identity/api-tokens.service.js';
import { SignInLinksService } from './identity/sign-in-links.service.js';
import type { Mode } from './installation.js';
import { PublishTemplateService } from './questionnaires/publish-template.service.js';
import { readSample } from './sample/sample-files.js';
import { SampleLoader } from './sample-loader.js';

/** The mark in jobs_done: a sample that was removed does not come back at the next start. */
const SAMPLE = 'sample-loaded';
const TOKEN_DAYS = 30;

/** Loads the sample at the demo's first start. Returns whether it did. */
export async function loadSampleOnce(app: INestApplicationContext): Promise<boolean> {
  const loader = provided(app);
  if (!loader) return false;
  const work = app.get(Work);
  const [done] = await work.read({
    name: '',
    text: 'select 1 from jobs_done where name = $1',
    values: [SAMPLE],
  });
  if (done) return false;
  await loader.load();
  await work.change((tx) =>
    tx.query('insert into jobs_done (name, day) values ($1, $2) on conflict do nothing', [
      SAMPLE,
      app.get(Clock).todayUtc(),
    ]),
  );
  return true;
}

/**
 * Publishes the built-in questionnaire, or a newer version of it. Without one nobody could be assessed.
 * A version that is there already stays as it is.
 */
export async function publishBuiltIn(app: INestApplicationContext): Promise<void> {
  const builtIn = await readSample<unknown>('questionnaire.telehealth.json');
  const templates = app.get(PublishTemplateService, { strict: false });
  await app.get(Work).change((tx) => templates.publish(tx, builtIn));
}

function provided(app: INestApplicationContext): SampleLoader | null {
  try {
    return app.get(SampleLoader, { strict: false });
  } catch {
    return null;
  }
}

/**
 * The link that lets somebody in: the demo's at every start, the set-up link until somebody is there.
 * The token stands in the fragment, which no server and no link preview ever sees.
 */
export async function makeSignInLink(
  app: INestApplicationContext,
  mode: Mode,
  url: string,
): Promise<string | null> {
  const links = app.get(SignInLinksService);
  return app.get(Work).change(async (tx) => {
    if (mode === 'demo') return `${url}/sign-in#t=${await links.create(tx, 'DEMO_SIGN_IN')}`;
    if (await tx.exists(PersonEntity)) return null;
    return `${url}/set-up#t=${await links.create(tx, 'SET_UP')}`;
  });
}

/** A token for scripts, in place of the one that an earlier start printed. */
export async function makeApiToken(app: INestApplicationContext, mode: Mode): Promise<string> {
  const token = {
    name: `printed by ${mode}`,
    role: 'ADMIN',
    days: TOKEN_DAYS,
    scopes: SCOPES,
  } as const;
  return app.get(Work).change((tx) => app.get(ApiTokensService).replace(tx, token));
}

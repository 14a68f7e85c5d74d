/** English, the language that is always complete: one file a room. */
import account from './account.json' with { type: 'json' };
import agreements from './agreements.json' with { type: 'json' };
import assessments from './assessments.json' with { type: 'json' };
import audit from './audit.json' with { type: 'json' };
import breaches from './breaches.json' with { type: 'json' };
import files from './files.json' with { type: 'json' };
import method from './method.json' with { type: 'json' };
import overview from './overview.json' with { type: 'json' };
import setUp from './set-up.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import signIn from './sign-in.json' with { type: 'json' };
import ui from './ui.json' with { type: 'json' };
import vendors from './vendors.json' with { type: 'json' };
import words from './words.json' with { type: 'json' };

export const en = {
  account,
  agreements,
  assessments,
  audit,
  breaches,
  files,
  method,
  overview,
  setUp,
  settings,
  shell,
  signIn,
  ui,
  vendors,
  words,
};

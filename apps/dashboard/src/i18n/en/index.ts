/** English, the language that is always complete: one file a room. */
import agreements from './agreements.json';
import assessments from './assessments.json';
import breaches from './breaches.json';
import method from './method.json';
import overview from './overview.json';
import setUp from './set-up.json';
import shell from './shell.json';
import signIn from './sign-in.json';
import ui from './ui.json';
import vendors from './vendors.json';
import words from './words.json';

export const en = {
  agreements,
  assessments,
  breaches,
  method,
  overview,
  setUp,
  shell,
  signIn,
  ui,
  vendors,
  words,
};

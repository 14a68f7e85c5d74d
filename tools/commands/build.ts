// `npm run build`: builds what has changed and weighs what the browser gets.
import { build } from '../support/build.ts';
import { live } from '../support/lifetime.ts';
import { step } from '../support/steps.ts';
import { checkSize } from '../size/check.ts';

await live(async () => {
  await step('Build', () => build(['api', 'dashboard'], true));
  return checkSize() ? 0 : 1;
});

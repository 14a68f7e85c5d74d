// `npm run bench`: see tools/bench/main.ts.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from '../support/build.ts';
import { live } from '../support/lifetime.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';

/** What the bench seals is thrown away; kept databases must open in the next run. */
const benchKey = createHash('sha256').update('chaperone bench').digest('hex');

await live(async () => {
  await build(['api']);
  const program = join(root, 'tools', 'bench', 'main.ts');
  const { code } = await run(process.execPath, [program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, CHAPERONE_KEY: benchKey, CHAPERONE_KEY_FILE: undefined },
  });
  return code;
});

// `npm run bench`: see tools/bench/main.ts.
import { join } from 'node:path';
import { build } from '../support/build.ts';
import { live } from '../support/lifetime.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';

await live(async () => {
  await build(['api']);
  const program = join(root, 'tools', 'bench', 'main.ts');
  const { code } = await run(process.execPath, [program, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  return code;
});

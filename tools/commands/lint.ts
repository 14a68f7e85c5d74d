// `npm run lint`: borders and rules, formatting, types. `-- --fix` mends what can be mended.
import { nxEnvironment } from '../support/build.ts';
import { live } from '../support/lifetime.ts';
import { run, tool } from '../support/run.ts';

const fix = process.argv.includes('--fix');
const env = { ...process.env, ...nxEnvironment };

/** Name, program, arguments. The project graph comes first: without it the borders go unchecked. */
const checks: readonly [string, string, readonly string[]][] = [
  ['project graph', 'nx', ['show', 'projects']],
  ['generated types', 'nx', ['run-many', '-t', 'codegen', 'method-text', '--outputStyle=static']],
  ['eslint', 'eslint', ['.', '--max-warnings=0', ...(fix ? ['--fix'] : [])]],
  ['prettier', 'prettier', [fix ? '--write' : '--check', '--log-level=warn', '.']],
  ['types', 'nx', ['run-many', '-t', 'typecheck', '--outputStyle=static']],
];
const quiet = new Set(['project graph', 'generated types']);

await live(async () => {
  let failed = 0;
  for (const [name, program, args] of checks) {
    const since = performance.now();
    const outcome = await run(tool(program), args, {
      env,
      quiet: quiet.has(name),
      timeout: 15 * 60_000,
    });
    if (outcome.code !== 0) {
      failed += 1;
      console.error(outcome.output);
    }
    const time = ((performance.now() - since) / 1000).toFixed(1);
    console.log(`${name}: ${outcome.code === 0 ? 'passed' : 'FAILED'} (${time} s)`);
  }
  return failed === 0 ? 0 : 1;
});

// `npm run sbom [-- --out FILE]`: writes what the product is made of as CycloneDX, counts the licences
// and fails where one of them is not permissive.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countLicences, licenceOf, permits, type Component } from '../support/licences.ts';
import { live, Stop } from '../support/lifetime.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'sbom.cdx.json' } } });
const minute = 60_000;

/** npm's own list of what the lock installs for running, without what only builds and tests. */
async function components(): Promise<{ text: string; list: readonly Component[] }> {
  const npm = process.env['npm_execpath'];
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'sbom', '--sbom-format=cyclonedx', '--omit=dev', '--loglevel=error'];
  const { code, output } = await run(command, args, { quiet: true, timeout: 2 * minute });
  if (code !== 0) throw new Stop(`npm sbom failed:\n${output}`);
  const text = output.slice(output.indexOf('{'));
  return { text, list: (JSON.parse(text) as { components: Component[] }).components };
}

await live(async () => {
  const { text, list } = await components();
  const file = join(root, values.out);
  writeFileSync(file, text);
  console.log(`${list.length} components in ${file}`);
  for (const [licence, count] of countLicences(list))
    console.log(`  ${String(count).padStart(4)}  ${licence}`);
  const others = list.filter((component) => !permits(licenceOf(component)));
  for (const { name, version = '' } of others)
    console.error(`Not permissive, or not said: ${name} ${version}`);
  return others.length === 0 ? 0 : 1;
});

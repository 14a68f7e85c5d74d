// `npm run bench [-- reads|rescore|safeguards|imports] [--large] [--quick] [--keep]`: how fast the product is, as a
// ratio to the least that could do the same work, measured in the same run on the same machine.
// Everything runs in databases of its own, which are dropped at the end unless --keep.
import { parseArgs } from 'node:util';
import { step } from '../support/steps.ts';
import { live, Stop } from '../support/lifetime.ts';
import { benchDatabase, benchServer, cli, markFilled } from './place.ts';
import { imports } from './imports.ts';
import { reads } from './reads.ts';
import { safeguards } from './safeguards.ts';
import { seed, settle, sizes, type Size } from './seed.ts';

const parts = ['reads', 'rescore', 'safeguards', 'imports'] as const;
type Part = (typeof parts)[number];

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** 100,000 vendors as well. */
    large: { type: 'boolean', default: false },
    /** Few vendors, short rounds: whether everything works, no figures to quote. */
    quick: { type: 'boolean', default: false },
    /** Keeps the databases, and uses the ones of the last kept run. Only with DATABASE_URL. */
    keep: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '' },
    /** Questions to ask: Q1,Q3. */
    only: { type: 'string', default: '' },
  },
});

function wantedParts(): readonly Part[] {
  for (const word of positionals)
    if (!parts.some((part) => part === word))
      throw new Stop(`There is no part "${word}"; there are ${parts.join(', ')}.`);
  return positionals.length ? parts.filter((part) => positionals.includes(part)) : parts;
}

/** Which registers to measure on; `--large` alone means both. */
function wantedSizes(): readonly Size[] {
  if (flags.quick) return [sizes.quick];
  return flags.large ? [sizes.usual, sizes.large] : [sizes.usual];
}

/** A register of that size, scored, and what the scoring took. */
async function register(
  server: string,
  size: Size,
): Promise<{ url: string; scored: string | null }> {
  const { url, fresh } = await benchDatabase(server, `v${size.vendors}`, flags.keep);
  if (!fresh) return { url, scored: null };
  await cli(url, ['token', 'create', '--name', 'bench']);
  const answers = await step(`${size.vendors} vendors`, () => seed(url, size));
  const { output } = await step(`Scored with ${answers} answers`, () => cli(url, ['rescore']));
  await step('Settled', () => settle(url));
  await markFilled(url);
  return { url, scored: `${output.trim()} (${answers.toLocaleString('en-US')} answers)` };
}

async function onRegister(server: string, size: Size, wanted: readonly Part[]): Promise<void> {
  const { url, scored } = await register(server, size);
  if (wanted.includes('rescore')) {
    const again = await cli(url, ['rescore']);
    console.log(`First scoring: ${scored ?? 'kept'}\nScoring again: ${again.output.trim()}`);
  }
  const rounds = Number(flags.rounds) || (flags.quick ? 3 : 5);
  const milliseconds = flags.quick ? 700 : 2_000;
  const only = flags.only ? flags.only.split(',') : [];
  if (wanted.includes('reads'))
    console.log(`\n${await reads(url, size.vendors, { rounds, milliseconds, only })}`);
  // what they cost does not hang on the register's size
  if (wanted.includes('safeguards') && size !== sizes.large)
    console.log(`\n${await safeguards(url, { rounds, milliseconds })}`);
}

await live(async () => {
  const wanted = wantedParts();
  const server = await benchServer();
  if (wanted.some((part) => part !== 'imports'))
    for (const size of wantedSizes()) await onRegister(server, size, wanted);
  if (wanted.includes('imports')) {
    const settings = flags.quick
      ? { vendors: 5_000, answering: 250 }
      : { vendors: 100_000, answering: 5_000 };
    console.log(`\n${await imports(server, settings)}`);
  }
  return 0;
});

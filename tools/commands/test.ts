// `npm test`: the whole suite on one PostgreSQL. Words narrow it: names of parts first, then
// patterns of paths (`npm test -- api vendors`). Its last line is the count over all parts.
import { live } from '../support/lifetime.ts';
import { testServer } from '../testing/database.ts';
import { parts, type Circumstances, type Part } from '../testing/parts.ts';
import { add, broken, nothing, type Tally } from '../testing/tally.ts';

const minute = 60_000;

function choose(words: readonly string[]): { chosen: readonly Part[]; patterns: string[] } {
  const names = new Set(parts.flatMap((part) => part.words));
  const wanted = words.filter((word) => names.has(word));
  const patterns = words.filter((word) => !names.has(word) && !word.startsWith('-'));
  const chosen = parts.filter(
    (part) => wanted.length === 0 || part.words.some((word) => wanted.includes(word)),
  );
  return { chosen, patterns };
}

async function play(part: Part, given: Circumstances): Promise<Tally> {
  const since = performance.now();
  console.log(`\n── ${part.name}`);
  const tally = await part
    .play(given, part.patience * minute)
    .catch((error: unknown) => broken((error as Error).message));
  const time = ((performance.now() - since) / 1000).toFixed(1);
  for (const remark of tally.remarks) console.log(`   ${remark}`);
  console.log(`   ${part.name}: ${tally.passed} passed, ${tally.failed} failed, ${time} s`);
  return tally;
}

await live(async () => {
  const { chosen, patterns } = choose(process.argv.slice(2));
  let server: Promise<string> | undefined;
  const databaseUrl = () => (server ??= testServer());
  let total = nothing;
  for (const part of chosen) total = add(total, await play(part, { databaseUrl, patterns }));
  if (total.passed + total.failed === 0) total = broken('no case was chosen');
  // far above, between other lines, nobody finds them
  if (total.faults?.length) console.log(['\nFailed:', ...total.faults].join('\n  '));
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});

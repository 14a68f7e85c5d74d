// `npm run emit-schema`: writes the graph's schema for the contract; `-- --check` only compares.
import { build } from '../support/build.ts';
import { live } from '../support/lifetime.ts';
import { schemaDrift, writeSchema } from '../support/schema.ts';

await live(async () => {
  await build(['api']);
  if (!process.argv.includes('--check')) {
    await writeSchema();
    return 0;
  }
  const drift = await schemaDrift();
  if (drift) console.error(`libs/contract/schema.graphql is out of date, ${drift}.`);
  return drift ? 1 : 0;
});

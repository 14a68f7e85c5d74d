// Files to import: as people would bring them, and the same facts as the tables' own columns for COPY.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { withClient } from './place.ts';

/** Writes lines as fast as the disk takes them. */
async function writeLines(file: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(file);
  let held = '';
  for (const line of lines) {
    held += `${line}\n`;
    if (held.length < 1 << 20) continue;
    if (!stream.write(held)) await once(stream, 'drain');
    held = '';
  }
  stream.end(held);
  await finished(stream);
}

function* withHead(head: string, lines: Iterable<string>): Generator<string> {
  yield head;
  yield* lines;
}

const nameOf = (n: number): string => `Vendor ${n.toString(36)} Services ${n % 97}`;
const domainOf = (n: number): string => `vendor-${n.toString(36)}-${n % 97}.example`;

/** A table of vendors that nobody knows yet. */
export async function vendorFiles(
  folder: string,
  count: number,
): Promise<{ import: string; copy: string; columns: string }> {
  const files = { import: `${folder}/vendors.csv`, copy: `${folder}/vendors.copy.csv` };
  const each = function* (line: (n: number) => string): Generator<string> {
    for (let n = 1; n <= count; n += 1) yield line(n);
  };
  await writeLines(
    files.import,
    withHead(
      'name,domains,category,website,headquarters,status,tags,description',
      each(
        (n) =>
          `${nameOf(n)},${domainOf(n)},HOSTING,https://${domainOf(n)},US,IN_REVIEW,one; two,Some words about number ${n}`,
      ),
    ),
  );
  await writeLines(
    files.copy,
    each((n) => {
      const name = nameOf(n).toLowerCase();
      return `VND-${n},${nameOf(n)},${name},{${domainOf(n)}},${name} ${domainOf(n)} vnd-${n},HOSTING,https://${domainOf(n)},US,IN_REVIEW,"{one,two}",Some words about number ${n}`;
    }),
  );
  const columns =
    'ref, display_name, normalised_name, domains, search_text, category, website, headquarters, status, tags, description';
  return { ...files, columns: `vendors (${columns})` };
}

interface Ids {
  readonly vendors: readonly { id: string; ref: string; assessment: string }[];
  readonly questions: readonly { id: string; key: string }[];
  readonly version: string;
}

async function idsOf(client: pg.Client, vendors: number): Promise<Ids> {
  const found = await client.query<Ids['vendors'][number]>(
    `select id, ref, gen_random_uuid() as assessment from vendors order by ref limit $1`,
    [vendors],
  );
  const asked = await client.query<{ id: string; key: string; version_id: string }>(
    `select q.id, q.key, q.version_id from questions q join template_versions v on v.id = q.version_id
     join question_templates t on t.id = v.template_id where t.key = 'bench-200' order by q.key`,
  );
  return {
    vendors: found.rows,
    questions: asked.rows,
    version: asked.rows[0]?.version_id ?? '',
  };
}

type Vendor = Ids['vendors'][number];
type Asked = Ids['questions'][number];

/** A line for each answer of each vendor. */
function* eachAnswer(
  ids: Ids,
  line: (vendor: Vendor, question: Asked, yes: boolean) => string,
): Generator<string> {
  let at = 0;
  for (const vendor of ids.vendors)
    for (const question of ids.questions) yield line(vendor, question, (at += 1) % 7 !== 0);
}

/** A table of 200 answers for each of so many vendors. */
export async function answerFiles(
  url: string,
  folder: string,
  vendors: number,
): Promise<{ import: string; copy: string; columns: string; assessments: string; rows: number }> {
  const ids = await withClient(url, (client) => idsOf(client, vendors));
  const files = { import: `${folder}/answers.csv`, copy: `${folder}/answers.copy.csv` };
  const brought = eachAnswer(
    ids,
    ({ ref }, { key }, yes) => `${ref},bench-200,1,${key},${yes ? 'YES' : 'NO'},2026-09-30`,
  );
  await writeLines(
    files.import,
    withHead('vendor,template,version,question,value,answered_on', brought),
  );
  const ready = eachAnswer(
    ids,
    ({ id, assessment }, question, yes) =>
      `${assessment},${question.id},${id},${question.key},"""${yes ? 'YES' : 'NO'}""",${yes ? 1 : 0},2026-09-30`,
  );
  await writeLines(files.copy, ready);
  const assessments = ids.vendors.map(
    ({ id, assessment }) => `('${assessment}', '${id}', '${ids.version}', 'ACCEPTED', now())`,
  );
  return {
    ...files,
    columns:
      'answers (assessment_id, question_id, vendor_id, question_key, value, effectiveness, answered_on)',
    assessments: `insert into assessments (id, vendor_id, version_id, status, accepted_at) values ${assessments.join(', ')}`,
    rows: ids.vendors.length * ids.questions.length,
  };
}

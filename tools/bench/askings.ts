// What is asked for, from the seeded register: enough different askings that no cache of one answer helps.
import type pg from 'pg';
import type { Asking } from './questions.ts';
import { withClient } from './place.ts';

/** Askings of each question, by its name. */
export type Askings = Readonly<Record<string, readonly Asking[]>>;

/** Different vendors asked for, and different texts typed. */
const many = 200;

async function column(client: pg.Client, text: string): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(text);
  return rows.map(({ value }) => value);
}

/** A name as somebody in a hurry types it: two letters of a word swapped. */
function mistyped(name: string, at: number): string {
  const [brand = '', field = ''] = name.toLowerCase().split(' ');
  const swapped = 2 + (at % Math.max(1, brand.length - 4));
  const [a = '', b = ''] = brand.slice(swapped, swapped + 2);
  return `${brand.slice(0, swapped)}${b}${a}${brand.slice(swapped + 2)} ${field}`;
}

/** Everything that is asked. */
export function askingsOf(url: string): Promise<Askings> {
  return withClient(url, async (client) => {
    const thorough = await column(
      client,
      `select v.id as value from vendors v
       where exists (select 1 from assessments a join template_versions x on x.id = a.version_id
         join question_templates t on t.id = x.template_id where a.vendor_id = v.id and t.key = 'bench-200')
       order by md5(v.id::text) limit ${many}`,
    );
    const names = await column(
      client,
      `select display_name as value from vendors order by md5(display_name) limit ${many}`,
    );
    const categories = await column(client, 'select distinct category as value from vendors');
    return {
      Q1: Array.from({ length: 10 }, (_, at) => ({ offset: at * 50 })),
      Q2: thorough.map((id) => ({ id })),
      Q3: categories.map((category) => ({ category })),
      Q4: names.map((name, at) => ({ search: mistyped(name, at) })),
    };
  });
}

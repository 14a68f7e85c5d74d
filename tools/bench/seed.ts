// Fills a migrated database with a register of any size, by statements over whole sets. In: an empty
// register. Out: facts only; scores and the read model are made by the product's own rescoring.
// Chance is seeded, so that two runs have the same register.
import type { Client } from 'pg';
import { pastTheLog, withClient } from './place.ts';

/** How much there is of everything. */
export interface Size {
  readonly vendors: number;
  /** Vendors with an accepted assessment of 200 answers; a tenth of them has an older one as well. */
  readonly thorough: number;
  /** Vendors with an accepted assessment of 20 answers. */
  readonly brief: number;
}

/** Sizes that the bench knows: about 1.05 and 2.9 million answers. */
export const sizes = {
  quick: { vendors: 2_000, thorough: 800, brief: 800 },
  usual: { vendors: 10_000, thorough: 4_500, brief: 3_000 },
  large: { vendors: 100_000, thorough: 9_000, brief: 45_000 },
} as const satisfies Record<string, Size>;

/** Brands of two syllables (900) × fields (24) × kinds (16): more names than vendors. */
const names = `
  with s as (select array['ba','cor','del','ema','fin','gal','hel','iri','jun','kel','lum','mer','nor',
      'oka','pra','qui','ros','sol','tal','umi','ver','wil','xan','yor','zen','alt','bri','cal','dov','eth'] as a,
    array['vanta','metric','lia','ford','quest','nova','dine','path','rise','tera','well','gate','mark',
      'lane','point','bridge','field','stone','light','wave','crest','port','view','haven','spring',
      'forge','craft','works','loop','nest'] as b,
    array['health','care','clinic','therapy','wellness','medical','behavioral','mind','patient',
      'telehealth','scheduling','billing','messaging','identity','hosting','analytics','marketing',
      'support','prescribing','claims','records','video','transcription','payments'] as c,
    array['systems','labs','group','partners','solutions','networks','software','services','cloud',
      'technologies','analytics','platform','digital','online','holdings','studio'] as d)
  select n, a[k % 30 + 1] || b[k / 30 % 30 + 1] || ' ' || c[k / 900 % 24 + 1] || ' ' || d[k / 21600 % 16 + 1] as name
  from s, (select n, (n::bigint * 7919 % 345600)::int as k from generate_series(1, $1::int) n) x`;

const categories = `(array['SCHEDULING','PAYMENTS','TELEHEALTH_VIDEO','MESSAGING',
  'EHR_PRACTICE_MANAGEMENT','E_PRESCRIBING','BILLING_CLAIMS','TRANSCRIPTION_AI','IDENTITY','HOSTING',
  'ANALYTICS','ADVERTISING_TRACKING','EMAIL_MARKETING','SUPPORT_DESK','PRODUCTIVITY','OTHER'])`;
const statuses = `(array['APPROVED','APPROVED','APPROVED','APPROVED_WITH_CONDITIONS','IN_REVIEW',
  'PROPOSED','SUSPENDED','REJECTED','OFFBOARDED'])`;
const classes = `(array['SESSION_CONTENT','CLINICAL_RECORDS','APPOINTMENTS','BILLING','CONTACT',
  'CREDENTIALS','DEVICE_AND_BROWSING','PAYMENT_CARD','INSURANCE_CLAIMS','DEIDENTIFIED'])`;
/** An entry of a list by chance. */
const any = (list: string, length: number): string =>
  `${list}[(random() * ${length})::int % ${length} + 1]`;

const vendors = `
  insert into vendors (ref, display_name, normalised_name, domains, search_text, category, status,
    headquarters, tags, next_review_on, description)
  select 'VND-' || n, initcap(name), name, array[domain],
    name || ' ' || domain || ' vnd-' || n, ${any(categories, 16)}, ${any(statuses, 9)}, 'US',
    case when n % 5 = 0 then array['renewal'] else '{}' end, current_date + (random() * 400)::int - 60,
    'Provides ' || split_part(name, ' ', 2) || ' to practices.'
  from (select n, name, replace(name, ' ', '') || '.example' as domain from (${names}) y) z`;

const numbered = `
  create temp table bench_vendors as
  select (row_number() over (order by ref))::int as n, id from vendors`;

const services = `
  insert into services (vendor_id, name, purpose, data_classes, people, access, outage_tolerance,
    substitutability, regions, subprocessors, subjects, status, created_at)
  select v.id, 'Service ' || g, 'Day-to-day work', array[${any(classes, 10)}, 'CONTACT'],
    power(10, 1 + random() * 5)::bigint, ${any(`(array['READ','READ_WRITE','EMBEDDED','ADMINISTRATIVE'])`, 4)},
    ${any(`(array['HOURS','DAY','WEEK','LONGER'])`, 4)}, ${any(`(array['NONE','HARD','EASY'])`, 3)},
    array['US'], (random() * 20)::int, array['PATIENTS'],
    case when random() < 0.9 then 'ACTIVE' else 'REQUESTED' end, now() - random() * interval '900 days'
  from (select id, (power(random(), 2) * 3.6)::int as k from bench_vendors) v, generate_series(1, v.k) g`;

/** Most vendors have one or none, a few have dozens. */
const agreements = `
  insert into agreements (vendor_id, kind, status, effective_on, expires_on, breach_notice_hours,
    notice_days, signed_by, signed_on)
  select v.id, ${any(`(array['BAA','BAA','DPA','MSA','NDA'])`, 5)}, 'SIGNED', since, since + (200 + random() * 1200)::int,
    72, 60, 'A. Signer', since
  from (select id, current_date - (random() * 1500)::int as since
    from (select id, (power(random(), 6) * 24)::int as k from bench_vendors) v, generate_series(1, v.k) g) v`;

const questionnaire = [
  `insert into question_templates (key, title) values ('bench-200', 'Thorough'), ('bench-20', 'Brief')`,
  `insert into template_versions (template_id, version) select id, 1 from question_templates where key like 'bench-%'`,
  `insert into template_sections (version_id, key, position, title)
    select v.id, 's' || n, n, 'Section ' || n from template_versions v
    join question_templates t on t.id = v.template_id, generate_series(1, 10) n where t.key like 'bench-%'`,
  `insert into questions (version_id, section_id, key, position, kind, text, guidance, weight, options)
    select s.version_id, s.id, t.key || '-' || n, n, 'YES_NO',
      'Is safeguard number ' || n || ' in place for the data that we share with you?', '', 1 + n % 10,
      '[{"value":"YES","label":"Yes","score":1},{"value":"NO","label":"No","score":0}]'
    from template_sections s join template_versions v on v.id = s.version_id
    join question_templates t on t.id = v.template_id,
      generate_series(1, substring(t.key from 7)::int) n
    where t.key like 'bench-%' and s.position = 1 + n % 10`,
  `update template_versions set status = 'PUBLISHED', published_at = now() where status = 'DRAFT'`,
];

const evidence = `
  insert into evidence (vendor_id, kind, title, link, period_end, valid_until)
  select id, 'SOC_2_TYPE_2', 'Report', 'https://vendor.example/report', current_date - 100, current_date + 265
  from bench_vendors where n % 3 = 0`;

/** $1 thorough, $2 brief: the thorough ones come first, a tenth of them twice. */
const assessments = `
  insert into assessments (vendor_id, version_id, status, submitted_at, accepted_at)
  select v.id, q.id, 'ACCEPTED', now() - q.age, now() - q.age
  from bench_vendors v join (
    select x.id, t.key, age from template_versions x join question_templates t on t.id = x.template_id,
      unnest(array[interval '40 days', interval '400 days']) age) q
  on (q.key = 'bench-200' and v.n <= $1 and (q.age < '1 year' or v.n % 10 = 0))
    or (q.key = 'bench-20' and v.n > $1 and v.n <= $1 + $2 and q.age < '1 year')`;

const answers = `
  insert into answers (assessment_id, question_id, vendor_id, question_key, value, effectiveness,
    evidence_level, evidence_id, evidence_end, answered_on, review_state)
  select a.id, q.id, a.vendor_id, q.key, case when yes then '"YES"'::jsonb else '"NO"'::jsonb end,
    case when yes then 1 else 0 end, case when backed then 'DOCUMENTED' else 'ATTESTED' end,
    case when backed then e.id end, case when backed then e.valid_until end,
    (a.accepted_at - interval '10 days')::date, 'ACCEPTED'
  from (select *, 0.5 + random() * 0.5 as skill from assessments) a
  join questions q on q.version_id = a.version_id
  left join evidence e on e.vendor_id = a.vendor_id
  cross join lateral (select random() < a.skill as yes, e.id is not null and random() < 0.3 as backed) r`;

/** Half as many records as vendors, tied to the vendors in front more often. */
const breaches = [
  `insert into breaches (title, normalised_name, search_text, source, source_key, reported_on,
      reported_precision, happened_on, people, data_classes, causes, description)
    select 'Breach record ' || n, 'breach record ' || n, 'breach record ' || n, 'HHS_OCR', 'bench-' || n,
      day, 'DAY', day, power(10, 2 + random() * 5)::bigint, array['CONTACT','APPOINTMENTS'], array['HACKING'],
      repeat('What happened is told here. ', 8)
    from (select n, current_date - (random() * 3000)::int as day
      from generate_series(1, $1::int / 2) n) x`,
  `insert into breach_matches (breach_id, vendor_id, state, score, reason, fault)
    select b.id, v.id, ${any(`(array['CONFIRMED','CONFIRMED','CONFIRMED','PROPOSED','REJECTED'])`, 5)},
      random(), 'NAME', 'VENDOR_SUSPECTED'
    from (select id, (power(random(), 3) * ($1::int - 1))::int + 1 as n from breaches, generate_series(1, 2) g) b
    join bench_vendors v on v.n = b.n on conflict do nothing`,
];

const organisation = `update organisation set roles = '{COVERED_ENTITY}', time_zone = 'UTC'`;

/** Fills the register and returns how many answers there are. */
export async function seed(url: string, size: Size): Promise<number> {
  return withClient(url, (client) => pastTheLog(client, () => fill(client, size)));
}

async function fill(client: Client, size: Size): Promise<number> {
  const put = (text: string, values: unknown[] = []) => client.query(text, values);
  await put('select setseed(0.25)');
  await put(organisation);
  await put(vendors, [size.vendors]);
  await put(`select setval('vendor_refs', $1)`, [size.vendors]);
  await put(numbered);
  await put('create unique index on bench_vendors (n)');
  await put('analyze bench_vendors');
  await put(services);
  await put(agreements);
  for (const statement of questionnaire) await put(statement);
  await put(evidence);
  await put(assessments, [size.thorough, size.brief]);
  await put('analyze');
  const { rowCount } = await put(answers);
  for (const statement of breaches) await put(statement, [size.vendors]);
  await put('analyze');
  return rowCount ?? 0;
}

/** After the rescoring: statistics and the visibility map, as autovacuum would leave them. */
export function settle(url: string): Promise<unknown> {
  return withClient(url, (client) => client.query('vacuum (analyze)'));
}

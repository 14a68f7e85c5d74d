/**
 * A row behind every kind of record, so that what is refused is refused in front of something. Records go in
 * through the graph, as an administrator would enter them; what only time and files make is written below it.
 */
import { pdf } from '../../src/files/testing/sample-files.js';
import type { Credentials, Story } from '../harness.js';

/** Names of rows and their keys, as the tables name them in braces. */
export type Seed = Readonly<Record<string, string>>;

const NOTE = 'A note that colleagues wrote for each other';
const TEMPLATE = 'telehealth-vendor';
type Rows = Record<string, string>;

/** How a change is asked for where it is not plain. */
interface Making {
  /** What of the reply holds the key. */
  readonly id?: string;
  readonly head?: string;
  readonly variables?: Record<string, unknown>;
}

class Sower {
  readonly rows: Rows = {
    password: 'seven quiet lanterns over harbour',
    lastWeek: inDays(-7),
    today: inDays(0),
  };

  constructor(
    readonly story: Story,
    private readonly by: Credentials,
  ) {}

  /** Runs a change and keeps the key of what it made. */
  readonly make = async (name: string, call: string, how: Making = {}): Promise<void> => {
    const { id = 'id', head = '', variables = {} } = how;
    const reply = await this.story.gql<Record<string, unknown>>(
      `mutation ${head} { made: ${call} { ${id} } }`,
      variables,
      this.by,
    );
    if (reply.errors.length > 0) throw new Error(`${call}: ${JSON.stringify(reply.errors)}`);
    this.rows[name] = /"([0-9a-f-]{36})"/.exec(JSON.stringify(reply.data))?.[1] ?? '';
  };

  async sent(name: string, path: string, type: string, body: Buffer): Promise<void> {
    const { 'content-type': _json, ...headers } = this.story.headers(this.by);
    const reply = await fetch(`${this.story.url}${path}`, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': type,
        'x-chaperone-upload': `${name}.${path === '/files' ? 'pdf' : 'csv'}`,
      },
      body: new Uint8Array(body),
    });
    this.rows[name] = ((await reply.json()) as { id?: string }).id ?? '';
  }

  /** Writes below the graph; keeps the key where the statement returns one. */
  readonly write = async (name: string, text: string, values: unknown[] = []): Promise<void> => {
    const rows = await this.story.sql<{ id: string }>(text, values);
    const [row] = Array.isArray(rows) ? rows : [];
    if (row?.id) this.rows[name] = row.id;
  };
}

async function vendors(sow: Sower): Promise<void> {
  const { rows } = sow;
  await sow.make('', 'updateOrganisation(input: { rev: 1, roles: [COVERED_ENTITY] })', {
    id: 'rev',
  });
  await sow.make(
    'other',
    `createVendor(input: { displayName: "Quayside Hosting", status: APPROVED })`,
  );
  await sow.make(
    'vendor',
    `createVendor(input: { displayName: "Harbour Records", status: APPROVED, owner: "${rows['owner']}",
      parent: "${rows['other']}", contacts: [{ name: "Carla Contact", email: "carla@harbour.test", role: "Privacy" }],
      certifications: [{ name: "SOC 2", issuedOn: "2026-01-01" }], links: { dpa: "https://harbour.test/dpa" } })`,
  );
  await sow.make(
    'relation',
    `recordRelation(input: { vendor: "${rows['vendor']}", subprocessor: "${rows['other']}", purpose: "Hosting" })`,
  );
  const facts = `status: ACTIVE, dataClasses: [CLINICAL_RECORDS], people: 5000, access: READ_WRITE, outageTolerance: DAY,
    substitutability: HARD, regions: ["US"], subprocessors: 1, subjects: [PATIENTS]`;
  await sow.make(
    'service',
    `upsertService(input: { vendor: "${rows['vendor']}", name: "Charts", ${facts}, covers: [{ kind: BAA, need: NEEDED, note: "${NOTE}" }] })`,
  );
  await sow.make(
    'gap',
    `upsertService(input: { vendor: "${rows['other']}", name: "Servers", ${facts} })`,
  );
  await sow.make(
    'unknown',
    `upsertService(input: { vendor: "${rows['vendor']}", name: "Of which little is known", status: ACTIVE })`,
  );
  await sow.make(
    'vendor',
    `overrideTier(input: { id: "${rows['vendor']}", rev: 1, tier: HIGH, reason: "Because", until: "2099-01-01" })`,
  );
  await sow.make(
    'asked',
    `upsertService(input: { vendor: "${rows['other']}", name: "Asked for" })`,
  );
  await sow.make(
    'decided',
    `decideService(input: { service: "${rows['service']}", outcome: APPROVED })`,
  );
}

async function papers(sow: Sower): Promise<void> {
  const { rows } = sow;
  for (const name of ['file', 'evidenceFile', 'answerFile', 'looseFile'])
    await sow.sent(name, '/files', 'application/pdf', pdf(name));
  await sow.make(
    'agreement',
    `recordAgreement(input: { vendor: "${rows['vendor']}", kind: BAA, status: SIGNED, effectiveOn: "2026-01-01", evergreen: true,
      note: "${NOTE}", services: ["${rows['service']}"], documents: ["${rows['file']}"] })`,
  );
  await sow.make(
    'ending',
    `recordAgreement(input: { vendor: "${rows['other']}", kind: NDA, status: SIGNED, effectiveOn: "2026-01-01", expiresOn: "${inDays(30)}" })`,
  );
  await sow.make(
    'evidence',
    `recordEvidence(input: { vendor: "${rows['vendor']}", kind: SOC_2_TYPE_2, title: "Report", fileRef: "archive/report.pdf", file: "${rows['evidenceFile']}" })`,
  );
  await sow.make(
    'otherEvidence',
    `recordEvidence(input: { vendor: "${rows['other']}", kind: OTHER, title: "Paper", link: "https://quayside.test/paper" })`,
  );
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** All that can be said with yes, so that the vendor's answers count. */
async function accepted({ story, rows, make }: Sower): Promise<void> {
  const asked = await story.sql<{ key: string }>(
    `select key from questions where kind = 'YES_NO' and show_if is null order by position`,
  );
  const answers = asked.map(({ key }) => ({ question: key, value: 'YES', comment: NOTE }));
  const input = { vendor: rows['vendor'], template: TEMPLATE, accept: true, answers };
  const head = '($input: RecordAnswersInput!)';
  await make('accepted', 'recordAnswers(input: $input)', { head, variables: { input } });
}

/** The respondent's own: open, begun, of the other vendor. */
async function asked({ rows, make, write }: Sower): Promise<void> {
  rows['question'] = 'risk-treatment';
  await make(
    'assessment',
    `recordAnswers(input: { vendor: "${rows['other']}", template: "${TEMPLATE}", status: SENT, answers: [
      { question: "security-official", value: "NO", comment: "${NOTE}", evidence: "${rows['otherEvidence']}" },
      { question: "evaluation-report", file: "${rows['answerFile']}" }] })`,
  );
  await write('version', 'select version_id as id from assessments where id = $1', [
    rows['assessment'],
  ]);
}

async function breaches(sow: Sower): Promise<void> {
  const { rows } = sow;
  const breach = (title: string, vendor: string): string =>
    `recordBreach(input: { title: "${title}", vendor: "${vendor}", discoveredOn: "2026-03-01", description: "${NOTE}", people: 500, fault: VENDOR_CONFIRMED })`;
  await sow.make('breach', breach('Left open', rows['vendor'] ?? ''));
  await sow.make('second', breach('Left open again', rows['vendor'] ?? ''));
  await sow.make('third', breach('A third time', rows['vendor'] ?? ''));
  await sow.make(
    'incident',
    `joinIncident(input: { breaches: ["${rows['breach']}", "${rows['second']}"], title: "One event" })`,
    { id: 'incident { id }' },
  );
  await sow.write(
    'match',
    `update breach_matches set note = 'Written by hand', decided_at = now() where breach_id = $1 returning id`,
    [rows['breach']],
  );
  await sow.write('match', 'select id from breach_matches where breach_id = $1', [rows['breach']]);
  await sow.write(
    'proposal',
    'insert into incident_proposals (vendor_id, record_ids) values ($1, $2::uuid[]) returning id',
    [rows['vendor'], [rows['breach'], rows['third']]],
  );
}

async function imports(sow: Sower): Promise<void> {
  const { rows } = sow;
  await sow.sent(
    'upload',
    '/uploads',
    'text/csv',
    Buffer.from('name,status\nFrom a file,APPROVED\n'),
  );
  await sow.write(
    'importRun',
    `insert into import_runs (source, status, file_name, started_by, applied_at, finished_at)
     values ('VENDORS', 'APPLIED', 'vendors.csv', $1, now(), now()) returning id`,
    [rows['owner']],
  );
  const run = rows['importRun'];
  await sow.write(
    '',
    `insert into import_changes (run_id, table_name, row_id, action, before, after, title)
    values ($1, 'vendors', $2, 'UPDATE', '{"status":"PROPOSED"}', '{"status":"APPROVED"}', 'Harbour Records')`,
    [run, rows['vendor']],
  );
  await sow.write(
    '',
    `insert into import_conflicts (run_id, table_name, row_id, title, changed_by)
    values ($1, 'vendors', $2, 'Harbour Records', $3)`,
    [run, rows['vendor'], rows['owner']],
  );
  await sow.write(
    '',
    `insert into import_errors (run_id, line, code, message) values ($1, 2, 'BAD_VALUE', 'No')`,
    [run],
  );
  await sow.write(
    '',
    `update breaches set raw = '{"a":1}', first_import_id = $1, last_import_id = $1 where id = $2`,
    [run, rows['breach']],
  );
}

async function people(sow: Sower): Promise<void> {
  const person = `insert into people (email, name, role, disabled_at, invited_at) values ($1, $2, 'AUDITOR', $3, $4) returning id`;
  await sow.write('owner', person, ['owner@story.test', 'Olga Owner', null, null]);
  await sow.write('somebody', person, ['somebody@story.test', 'Some Body', null, null]);
  await sow.write('disabled', person, ['gone@story.test', 'Gone', new Date(), null]);
  await sow.write('invited', person, ['invited@story.test', 'Invited', null, new Date()]);
  await sow.make(
    'token',
    `createApiToken(input: { name: "Nightly", role: AUDITOR, days: 7, scopes: ["vendors:read"] })`,
    { id: 'apiToken { id }' },
  );
  await sow.write('', `update people set last_seen_at = now()`);
  await sow.write('', `insert into alerts (person_id, kind) select id, 'NEW_SIGN_IN' from people`);
  await sow.write(
    'factor',
    `insert into factors (person_id, kind, name, seed, confirmed_at)
    select id, 'TOTP', 'Phone', 'sealed elsewhere', now() from people returning id`,
  );
  await sow.write(
    'account',
    `insert into provider_accounts (issuer, subject, person_id)
     select 'https://id.story.test', id::text, id from people returning id`,
  );
  await sow.write('session', `select id from sessions limit 1`);
  await sow.write(
    '',
    `insert into identity_providers (name, issuer, client_id, role_claim, role_map)
    values ('Their directory', 'https://id.story.test', 'chaperone', 'groups', '[{"value":"staff","role":"AUDITOR"}]')`,
  );
}

async function review({ rows, make, write }: Sower): Promise<void> {
  await make('review', 'startAccessReview');
  await write(
    '',
    `update access_review_items set verdict = 'KEEP', outcome = 'KEPT', note = '${NOTE}', decided_by = person_id,
       decided_at = now(), decided_role = role where person_id = $1`,
    [rows['owner']],
  );
  await write('reviewLine', 'select id from access_review_items where person_id = $1', [
    rows['somebody'],
  ]);
}

/** As if the first scores were of six weeks ago, and no record had been changed yet. */
async function yesterday(sow: Sower): Promise<void> {
  await sow.write('', 'alter table risk_scores disable trigger user');
  await sow.write(
    '',
    `update risk_scores set as_of = as_of - 40, created_at = created_at - interval '40 days'
     where id < (select percentile_disc(0.6) within group (order by id) from risk_scores)`,
  );
  await sow.write('', 'alter table risk_scores enable trigger user');
  for (const table of ['vendors', 'people', 'organisation'])
    await sow.write('', `update ${table} set rev = 1`);
}

/** Sows it all. `by` is an administrator whose factor was shown just now. */
export async function seed(story: Story, by: Credentials): Promise<Seed> {
  const sow = new Sower(story, by);
  await people(sow);
  await vendors(sow);
  await papers(sow);
  await accepted(sow);
  await asked(sow);
  await breaches(sow);
  await imports(sow);
  await review(sow);
  await yesterday(sow);
  return sow.rows;
}

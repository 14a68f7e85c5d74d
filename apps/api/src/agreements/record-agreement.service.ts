import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AgreementStatus } from '@chaperone/risk-model';
import { insertColumns, updateColumns } from '@chaperone/store';
import type { GraphQLResolveInfo } from 'graphql';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { Planner } from '../graphql/planner/planner.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { Keys } from '../keys/keys.js';
import { sealText } from '../keys/sealed-values.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { putDocuments } from './agreement-files.js';
import type { RecordAgreementInput } from './agreements.inputs.js';

/** Columns of the inputs that are stored as they come. */
const COLUMNS = {
  kind: 'kind',
  status: 'status',
  effectiveOn: 'effective_on',
  expiresOn: 'expires_on',
  evergreen: 'evergreen',
  autoRenews: 'auto_renews',
  noticeDays: 'notice_days',
  breachNoticeHours: 'breach_notice_hours',
  dataClasses: 'data_classes',
  regions: 'regions',
  direction: 'direction',
  signedBy: 'signed_by',
  signedOn: 'signed_on',
  terminatedOn: 'terminated_on',
  link: 'link',
  note: 'note',
} as const;

/** What null means where the column has no null. */
const CLEARED: Readonly<Record<string, unknown>> = {
  evergreen: false,
  auto_renews: false,
  data_classes: [],
  regions: [],
  direction: 'DOWNSTREAM',
  status: 'DRAFT',
  note: '',
};

interface Stored {
  readonly id: string;
  readonly ref: string;
  readonly rev: number;
  readonly vendor_id: string;
  readonly status: AgreementStatus;
  readonly effective_on: string | null;
  readonly expires_on: string | null;
  readonly evergreen: boolean;
}

type Columns = Record<string, unknown>;

/** Agreements as people type them; the vendor's compliance state is worked out in the same transaction. */
@Injectable()
export class RecordAgreementService {
  constructor(
    private readonly scoring: ScoringService,
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly keys: Keys,
  ) {}

  /** Records and reads the reply, the new compliance state included, in one transaction. */
  recordAndRead(input: RecordAgreementInput, by: Principal, info: GraphQLResolveInfo) {
    return this.work.change(async (tx) => {
      const id = await this.record(tx, input, by);
      return this.planner.byId(info, 'Agreement', id, { tx });
    });
  }

  /**
   * Records or changes an agreement.
   * @returns its id
   * @throws Refusal INVALID, NOT_FOUND or STALE; then nothing was written
   */
  async record(tx: EntityManager, input: RecordAgreementInput, by: Principal): Promise<string> {
    const stored = input.id ? await storedAgreement(tx, input.id, input.rev ?? null) : null;
    const vendorId = await vendorOf(tx, input, stored);
    const id = stored?.id ?? randomUUID();
    const columns = this.withSealedNote(id, columnsOf(input));
    checkDates(columns, stored);
    checkLink(input.link);
    const services = servicesOf(input);
    if (services) await checkServices(tx, vendorId, services);
    const written = { ...columns, id, updated_by: by.personId };
    if (stored) await updateColumns(tx, 'agreements', written);
    else await insertColumns(tx, 'agreements', { ...written, vendor_id: vendorId });
    if (services) await coverServices(tx, id, services);
    if (input.documents !== undefined) await putDocuments(tx, id, input.documents ?? []);
    await this.scoring.refreshVendorRows(tx, [vendorId], { cause: 'AGREEMENT_RECORDED', by });
    return id;
  }

  private withSealedNote(row: string, columns: Columns): Columns {
    const { note } = columns;
    if (typeof note !== 'string') return columns;
    return {
      ...columns,
      note: sealText(this.keys, { table: 'agreements', column: 'note', row }, note),
    };
  }
}

function columnsOf(input: RecordAgreementInput): Columns {
  const columns: Columns = {};
  for (const [field, name] of Object.entries(COLUMNS)) {
    const value = input[field as keyof typeof COLUMNS];
    if (value !== undefined) columns[name] = value ?? CLEARED[name] ?? null;
  }
  if (!input.id && !input.kind)
    throw new Refusal('INVALID', 'Say what kind of agreement it is.', { field: 'kind' });
  if (columns['kind'] === null) delete columns['kind'];
  return columns;
}

/** The dates as they will stand, the stored ones included, must make sense together. */
function checkDates(columns: Columns, stored: Stored | null): void {
  const after = { ...stored, ...columns } as Partial<Stored>;
  const { effective_on: from, expires_on: to } = after;
  if (after.status === 'SIGNED' && !from)
    throw new Refusal('INVALID', 'A signed agreement needs its first day in force.', {
      field: 'effectiveOn',
    });
  if (from && to && to < from)
    throw new Refusal('INVALID', `It cannot end on ${to}, before it begins on ${from}.`, {
      field: 'expiresOn',
    });
  if (after.evergreen && to)
    throw new Refusal('INVALID', 'An evergreen agreement has no last day; clear one of the two.', {
      field: 'expiresOn',
    });
  checkCounts(columns);
}

function checkCounts(columns: Columns): void {
  for (const [field, name] of [
    ['noticeDays', 'notice_days'],
    ['breachNoticeHours', 'breach_notice_hours'],
  ] as const)
    if (Number(columns[name] ?? 0) < 0)
      throw new Refusal('INVALID', `${field} cannot be below 0.`, { field });
}

function checkLink(link: string | null | undefined): void {
  if (link && !/^https?:\/\/\S+$/i.test(link))
    throw new Refusal('INVALID', 'A link begins with http:// or https://.', { field: 'link' });
}

async function storedAgreement(tx: EntityManager, id: string, rev: number | null): Promise<Stored> {
  const [row] = await tx.query<Stored[]>(
    `select id, ref, rev, vendor_id, status, effective_on, expires_on, evergreen
     from agreements where id::text = $1 or ref = $1 for update`,
    [id],
  );
  if (!row) throw new Refusal('NOT_FOUND', `There is no agreement ${id}.`);
  if (row.rev !== rev)
    throw new Refusal('STALE', `${row.ref} was changed meanwhile; load it again.`, {
      rev: row.rev,
    });
  return row;
}

/** Services to cover; undefined: those that it covers stay. */
const servicesOf = ({ services }: RecordAgreementInput): readonly string[] | undefined =>
  services === undefined ? undefined : (services ?? []);

async function vendorOf(
  tx: EntityManager,
  input: RecordAgreementInput,
  stored: Stored | null,
): Promise<string> {
  if (stored) return stored.vendor_id;
  const [row] = await tx.query<{ id: string }[]>(
    'select id from vendors where id::text = $1 or ref = $1',
    [input.vendor ?? ''],
  );
  if (!row)
    throw new Refusal('NOT_FOUND', `There is no vendor ${input.vendor ?? '(none named)'}.`, {
      field: 'vendor',
    });
  return row.id;
}

async function checkServices(
  tx: EntityManager,
  vendorId: string,
  services: readonly string[],
): Promise<void> {
  const rows = await tx.query<{ id: string }[]>(
    'select id from services where vendor_id = $1 and id::text = any($2::text[])',
    [vendorId, services],
  );
  if (rows.length !== new Set(services).size)
    throw new Refusal('INVALID', 'An agreement covers services of its own vendor only.', {
      field: 'services',
    });
}

async function coverServices(
  tx: EntityManager,
  id: string,
  services: readonly string[],
): Promise<void> {
  await tx.query('delete from agreement_services where agreement_id = $1', [id]);
  await tx.query(
    'insert into agreement_services (agreement_id, service_id) select $1, unnest($2::uuid[])',
    [id, [...new Set(services)]],
  );
}

/**
 * What one entry holds, made from the rows that a transaction changed and from what a room told.
 * In: gathered rows, a note, the request. Out: the entry's content. Secrets come out as keyed digests.
 */
import type { RequestContext } from '../graphql/request-context.js';
import { systemPrincipal } from '../graphql/request-context.js';
import type { AuditAction, AuditOutcome, AuditSubject, Note } from './actions.js';

/** A row as the triggers gathered it. */
export interface GatheredRow {
  readonly op: string;
  readonly kind: string;
  readonly id: string | null;
  readonly label: string | null;
  readonly owner: string | null;
  readonly ownerLabel: string | null;
  readonly belongs: Readonly<Record<string, string>> | null;
  readonly before: Values | null;
  readonly after: Values | null;
  readonly secrets: readonly string[] | null;
}

/** How many rows of a kind. */
export interface GatheredCount {
  readonly op: string;
  readonly kind: string;
  readonly rows: number;
}

/** All that a transaction gathered; counts and a digest of all rows where there are too many to tell. */
export interface Gathered {
  readonly rows: readonly GatheredRow[];
  readonly counts?: readonly GatheredCount[];
  readonly digest?: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** One changed record. */
export interface EntryChange {
  readonly op: string;
  readonly kind: string;
  readonly id: string | null;
  readonly label?: string;
  readonly before?: Values;
  readonly after?: Values;
}

/** An entry; what is undefined is left out when it is written. */
export interface EntryContent {
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly by: {
    readonly id: string | null;
    readonly name: string;
    readonly role?: string | undefined;
    readonly via: string;
  };
  readonly subject?: AuditSubject | undefined;
  readonly about: readonly string[];
  readonly changes?: readonly EntryChange[];
  /** What was written in bulk, such as `INSERT ANSWER`; its rows are not told. */
  readonly bulk?: readonly string[];
  readonly counts?: readonly GatheredCount[];
  readonly digest?: string;
  readonly why?: string | undefined;
  readonly details?: Values | undefined;
  readonly request?:
    | {
        readonly id: string;
        readonly doing?: string | undefined;
        readonly address?: string | undefined;
        readonly agent?: string | undefined;
      }
    | undefined;
}

/** A keyed digest of a secret: the same secret has the same, and it says nothing of the secret. */
export type Mac = (value: string) => string;

/** A row beyond these stands in counts and digest alone. */
const ROWS_TOLD_OF_MANY = 200;
const LONGEST_AGENT = 300;
/** More would make the index of an entry larger than the entry. */
const MOST_ABOUT = 400;
const SEALED = /^v\d+\.[\w-]+\.[\w-]+\.[\w-]*\.[\w-]+$/;
/** Columns in which people say why. */
const REASONS = ['tier_override_reason', 'not_company_reason', 'conditions', 'reason', 'note'];

/** Whose change it is when several records changed: the later, the more it is about them. */
const RANK = [
  'UPLOAD',
  'SIGN_IN_LINK',
  'MATCH',
  'BREACH',
  'PERSON',
  'ORGANISATION',
  'VENDOR',
  'SERVICE',
  'EVIDENCE',
  'INCIDENT',
  'TEMPLATE_VERSION',
  'TEMPLATE',
  'ASSESSMENT',
  'AGREEMENT',
  'IMPORT',
];

function secretly(value: unknown, mac: Mac): unknown {
  return value === null || value === undefined
    ? value
    : `hmac:${mac(typeof value === 'string' ? value : JSON.stringify(value))}`;
}

function isSealed(value: unknown): boolean {
  if (typeof value === 'string') return SEALED.test(value);
  return typeof value === 'object' && value !== null && 'sealed' in value;
}

function told(values: Values | null, secrets: readonly string[], mac: Mac): Values | undefined {
  if (!values) return undefined;
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      secrets.includes(column) || isSealed(value) ? secretly(value, mac) : value,
    ]),
  );
}

const isBulk = ({ op }: GatheredRow): boolean => op.startsWith('BULK_');

function changeOf(row: GatheredRow, mac: Mac): EntryChange {
  const { op, kind, id, label, secrets } = row;
  const before = told(row.before, secrets ?? [], mac);
  const after = told(row.after, secrets ?? [], mac);
  return {
    op,
    kind,
    id,
    ...(label && { label }),
    ...(before && { before }),
    ...(after && { after }),
  };
}

/** The record that a row is a change of: itself, or what it belongs to. */
function subjectOf(row: GatheredRow): AuditSubject {
  const { owner, belongs } = row;
  if (owner && belongs?.[owner]) return { type: owner, id: belongs[owner], label: row.ownerLabel };
  return { type: row.kind, id: row.id, label: row.label };
}

function mainSubject(rows: readonly GatheredRow[]): AuditSubject | undefined {
  const subjects = rows.filter(({ belongs }) => belongs !== null).map(subjectOf);
  return subjects.reduce<AuditSubject | undefined>(
    (best, next) => (!best || RANK.indexOf(next.type) > RANK.indexOf(best.type) ? next : best),
    undefined,
  );
}

function aboutOf(rows: readonly GatheredRow[], subject: AuditSubject | undefined): string[] {
  const about = new Set(subject?.id ? [`${subject.type}:${subject.id}`] : []);
  for (const { belongs } of rows)
    for (const [kind, id] of Object.entries(belongs ?? {})) about.add(`${kind}:${id}`);
  return [...about].slice(0, MOST_ABOUT);
}

function reasonIn(rows: readonly GatheredRow[]): string | undefined {
  for (const { after, secrets } of rows)
    for (const column of REASONS) {
      const value = after?.[column];
      if (typeof value === 'string' && value && !isSealed(value) && !secrets?.includes(column))
        return value;
    }
  return undefined;
}

function byOf(note: Note, request: RequestContext | null): EntryContent['by'] {
  const principal = request ? request.principal : systemPrincipal;
  if (note.by) {
    const { personId: id, name, role } = note.by;
    return { id, name, role, via: principal?.via ?? 'SESSION' };
  }
  if (!principal) return { id: null, name: '', via: 'NOBODY' };
  return { id: principal.personId, name: principal.name, role: principal.role, via: principal.via };
}

function requestOf(request: RequestContext | null): EntryContent['request'] {
  if (!request) return undefined;
  const { requestId: id, doing, address, userAgent } = request;
  return {
    id,
    doing: doing ?? undefined,
    address: address ?? undefined,
    agent: userAgent?.slice(0, LONGEST_AGENT),
  };
}

function rowsOf({ rows, counts, digest }: Gathered, mac: Mac): Partial<EntryContent> {
  const bulk = [...new Set(rows.filter(isBulk).map(({ op, kind }) => `${op.slice(5)} ${kind}`))];
  const single = rows.filter((row) => !isBulk(row));
  const changes = single
    .slice(0, counts ? ROWS_TOLD_OF_MANY : undefined)
    .map((row) => changeOf(row, mac));
  return {
    ...(changes.length > 0 && { changes }),
    ...(bulk.length > 0 && { bulk: bulk.sort() }),
    ...(counts && { counts }),
    ...(digest && { digest }),
  };
}

const NOTHING: Gathered = { rows: [] };
const PLAIN: Note = { action: 'CHANGE', outcome: 'SUCCESS' };

/** Makes an entry. `gathered` is null where the note stands for itself. */
export function entryOf(
  note: Note = PLAIN,
  gathered: Gathered | null,
  { request, mac }: { readonly request: RequestContext | null; readonly mac: Mac },
): EntryContent {
  const { rows, ...many } = gathered ?? NOTHING;
  const subject = note.subject ?? mainSubject(rows);
  return {
    action: note.action,
    outcome: note.outcome,
    by: byOf(note, request),
    subject,
    about: aboutOf(rows, subject),
    ...rowsOf({ rows, ...many }, mac),
    why: note.why || reasonIn(rows),
    details: note.details,
    request: requestOf(request),
  };
}

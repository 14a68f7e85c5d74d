import { Injectable } from '@nestjs/common';
import { Work } from '../graphql/work.js';
import { LONGEST_PAGE } from '../graphql/page.js';
import { afterOf, conditionsOf, SECURITY } from './audit-question.js';
import type { AuditEntriesArgs, AuditFilter, FeedArgs } from './audit.inputs.js';
import type {
  AuditChangeType,
  AuditEntryType,
  AuditFeedType,
  AuditStatusType,
} from './audit.type.js';
import { Checkpoints } from './checkpoints.service.js';
import type { EntryChange, EntryContent } from './entry.js';
import { READ_HEAD, type HeadRow } from './entries.queries.js';
import { keysIn, namesOf } from './record-names.js';
import { RetentionService } from './retention.service.js';

/** An entry as it is read for a screen. */
export interface EntryRow {
  readonly seq: number;
  readonly at: Date;
  readonly content: string;
  readonly hash: string;
}

const CHANGES_SHOWN = 100;

function changeOf({ op, kind, id, label, before = {}, after = {} }: EntryChange): AuditChangeType {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const fields = names.map((name) => ({
    name,
    before: before[name] ?? null,
    after: after[name] ?? null,
  }));
  return { op, kind, id, label: label ?? '', fields };
}

function countOf({ changes = [], counts }: EntryContent): number {
  return counts ? counts.reduce((sum, { rows }) => sum + rows, 0) : changes.length;
}

function detailsOf({ details, counts, bulk, digest }: EntryContent): unknown {
  const more = { ...details, ...(bulk && { bulk }), ...(counts && { counts, digest }) };
  return Object.keys(more).length > 0 ? more : null;
}

type Origin = Pick<AuditEntryType, 'operation' | 'requestId' | 'address' | 'userAgent'>;

function originOf({ request }: EntryContent): Origin {
  return {
    operation: request?.doing ?? null,
    requestId: request?.id ?? null,
    address: request?.address ?? null,
    userAgent: request?.agent ?? null,
  };
}

/** An entry as the graph shows it. */
export function shown({ seq, at, content, hash }: EntryRow): AuditEntryType {
  const entry = JSON.parse(content) as EntryContent;
  const { action, outcome, subject, by, why = null, changes = [] } = entry;
  return {
    ...{ seq, at: at.toISOString(), action, outcome, why, hash },
    ...originOf(entry),
    by: { ...by, role: by.role ?? null },
    subject: subject ? { ...subject, label: subject.label ?? '' } : null,
    changeCount: countOf(entry),
    changes: changes.slice(0, CHANGES_SHOWN).map(changeOf),
    details: detailsOf(entry),
  };
}

/** Stretches of the audit log, newest first, and how it stands. */
@Injectable()
export class AuditFeed {
  constructor(
    private readonly work: Work,
    private readonly checkpoints: Checkpoints,
    private readonly retention: RetentionService,
  ) {}

  entries({ filter, ...feed }: AuditEntriesArgs): Promise<AuditFeedType> {
    return this.feed(filter ?? {}, feed, '');
  }

  securityEvents(feed: FeedArgs): Promise<AuditFeedType> {
    return this.feed({}, feed, SECURITY);
  }

  async status(): Promise<AuditStatusType> {
    const [head] = await this.work.read<HeadRow>(READ_HEAD);
    const [first] = await this.work.read<{ seq: number }>({
      name: 'audit-first',
      text: 'select seq from audit_entries order by seq limit 1',
      values: [],
    });
    const last = this.checkpoints.last();
    return {
      entries: head && first ? head.seq - first.seq + 1 : 0,
      head: head?.head ?? null,
      lastCheckpoint: last && { seq: last.seq, at: last.at },
      retentionYears: await this.retention.years(),
    };
  }

  private async feed(
    filter: AuditFilter,
    { after, limit }: FeedArgs,
    also: string,
  ): Promise<AuditFeedType> {
    const wanted = Math.max(1, Math.min(limit, LONGEST_PAGE));
    const { text, values } = conditionsOf(filter, afterOf(after));
    const where = also ? `${text ? `${text} and` : 'where'} ${also}` : text;
    const rows = await this.work.read<EntryRow>({
      name: '',
      text: `select seq, at, content, hash from audit_entries ${where} order by seq desc limit ${wanted + 1}`,
      values,
    });
    const items = rows.slice(0, wanted).map(shown);
    const last = items.at(-1);
    const names = await namesOf(keysIn(items), (statement) => this.work.read(statement));
    return { items, next: rows.length > wanted && last ? String(last.seq) : null, names };
  }
}

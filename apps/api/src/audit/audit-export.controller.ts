import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { LongQuestion } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { Can, Fresh } from '../graphql/access.js';
import { Clock } from '../graphql/clock.js';
import { Refusal } from '../graphql/refusal.js';
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from './actions.js';
import { shown } from './audit-feed.service.js';
import { conditionsOf } from './audit-question.js';
import type { AuditFilter } from './audit.inputs.js';
import type { AuditEntryType } from './audit.type.js';
import { storedEntries } from './entries.queries.js';
import { ListFiles } from './list-files.js';

const COLUMNS = [
  'seq',
  'at',
  'action',
  'outcome',
  'by',
  'role',
  'via',
  'subjectType',
  'subject',
  'operation',
  'why',
  'changes',
  'changeCount',
  'details',
  'address',
  'userAgent',
  'requestId',
  'hash',
] as const;
type Line = Record<(typeof COLUMNS)[number], unknown>;

const some = <T extends string>(text: string | undefined, of: readonly T[]): T[] =>
  (text ?? '').split(',').filter((word): word is T => of.includes(word as T));

function moment(field: string, text: string | undefined): string | null {
  if (!text) return null;
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new Refusal('INVALID', `Write ${field} as YYYY-MM-DDThh:mm:ssZ.`, { field });
  return at.toISOString();
}

function line(entry: AuditEntryType): Line {
  const { seq, at, action, outcome, by, subject, operation, why, hash } = entry;
  const { address, userAgent, requestId, details } = entry;
  const changes = entry.changes.map(
    ({ op, kind, label, fields }) =>
      `${op} ${kind} ${label}: ${fields.map((f) => `${f.name} ${JSON.stringify(f.before)} → ${JSON.stringify(f.after)}`).join('; ')}`,
  );
  return {
    ...{ seq, at, action, outcome, operation, why, address, userAgent, requestId, hash },
    ...{ by: by.name, role: by.role, via: by.via },
    ...{ subjectType: subject?.type, subject: subject?.label },
    changes: changes.join('\n'),
    changeCount: entry.changeCount,
    details: details === null ? '' : JSON.stringify(details),
  };
}

/** The audit log as a file. */
@Controller('exports')
export class AuditExportController {
  constructor(
    private readonly files: ListFiles,
    private readonly clock: Clock,
  ) {}

  @Get('audit.csv')
  @Can('audit:read')
  @Fresh('SESSIONS')
  async export(
    @Query() asked: Readonly<Record<string, string | undefined>>,
    @Res() response: Response,
  ): Promise<void> {
    const filter: AuditFilter = {
      action: some(asked['action'], AUDIT_ACTIONS),
      outcome: some(asked['outcome'], AUDIT_OUTCOMES),
      personId: asked['personId'] ?? null,
      subjectType: asked['subjectType'] ?? null,
      subjectId: asked['subjectId'] ?? null,
      from: moment('from', asked['from']),
      to: moment('to', asked['to']),
      search: asked['search'] ?? null,
    };
    const { text, values } = conditionsOf(filter, null, 'ALL');
    await this.files.send(
      {
        name: `audit-${this.clock.todayUtc()}.csv`,
        details: { file: 'audit.csv', filter },
        columns: COLUMNS,
        lines: (tx) => linesOf(tx, { text: `${text} order by seq`, values }),
      },
      response,
    );
  }
}

async function* linesOf(tx: EntityManager, ask: LongQuestion): AsyncGenerator<Line> {
  for await (const { at, ...entry } of storedEntries(tx, ask))
    yield line(shown({ ...entry, at: new Date(at) }));
}

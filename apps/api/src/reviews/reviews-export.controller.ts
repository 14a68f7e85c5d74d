import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ListFiles, rowsOf } from '../audit/list-files.js';
import { Can, Fresh, may, type Principal } from '../graphql/access.js';
import type { ApiRequest } from '../graphql/principal.js';
import { found } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { IN_ORDER } from './reviews.source.js';

const AT = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** Columns of the file, and where they come from; $2 and $3: whether addresses and notes may be read. */
const COLUMNS: Readonly<Record<string, string>> = {
  review: 'r.ref',
  kind: 'i.subject',
  name: 'i.name',
  email: 'case when $2::boolean then i.email end',
  role: 'i.role',
  invited: `case when i.invited then 'yes' else 'no' end`,
  factors: `array_to_string(i.factors, '; ')`,
  scopes: `array_to_string(i.scopes, '; ')`,
  madeBy: 'i.made_by',
  since: AT('i.since'),
  lastSeenAt: AT('i.last_seen_at'),
  expiresAt: AT('i.expires_at'),
  verdict: 'i.verdict',
  outcome: 'i.outcome',
  roleThen: 'i.decided_role',
  note: 'case when $3::boolean then i.note end',
  decidedBy: 'd.name',
  decidedAt: AT('i.decided_at'),
  startedBy: 's.name',
  startedAt: AT('r.started_at'),
  completedBy: 'c.name',
  completedAt: AT('r.completed_at'),
};
const LINES = `select ${Object.entries(COLUMNS)
  .map(([name, from]) => `${from} as "${name}"`)
  .join(', ')}
  from access_review_items i join access_reviews r on r.id = i.review_id
  left join people d on d.id = i.decided_by left join people s on s.id = r.started_by
  left join people c on c.id = r.completed_by
  where r.id = $1 order by ${IN_ORDER('i')}`;

/** A review as a file, to be kept with what else an auditor asks for; taking it away is an entry itself. */
@Controller('exports')
export class ReviewsExportController {
  constructor(
    private readonly work: Work,
    private readonly files: ListFiles,
  ) {}

  @Get('access-review.csv')
  @Can('reviews:read')
  @Fresh('SESSIONS')
  async export(
    @Query('id') id: string | undefined,
    @Req() { principal }: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const [row] = await this.work.read<{ id: string; ref: string }>({
      name: 'access-review-to-export',
      text: 'select id, ref from access_reviews where id::text = $1 or ref = $1',
      values: [id ?? ''],
    });
    const review = found(row, 'The access review');
    const values = [review.id, ...seen(principal ?? null)];
    await this.files.send(
      {
        name: `access-review-${review.ref}.csv`,
        subject: { type: 'ACCESS_REVIEW', id: review.id, label: review.ref },
        columns: Object.keys(COLUMNS),
        lines: (tx) => rowsOf(tx, { text: LINES, values }),
      },
      response,
    );
  }
}

/** Whether somebody may read addresses, and notes: as in the graph, a column stays empty else. */
function seen(principal: Principal | null): [boolean, boolean] {
  return [
    principal !== null && may(principal, 'addresses:read'),
    principal !== null && may(principal, 'notes:read'),
  ];
}
